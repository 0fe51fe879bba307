using System.Text;

namespace HealthRecord.Importers.Formats;

/// <summary>Short codes of activities out of the words of apps.</summary>
internal static class ActivityNames
{
    private const int Longest = 60;

    /// <summary><c>Trail Running</c> is <c>trail-running</c>, <c>Biking</c> is <c>cycling</c>; <c>other</c> where nothing is said.</summary>
    public static string Of(string words)
    {
        var code = new StringBuilder();
        foreach (var c in words)
        {
            if (char.IsLetterOrDigit(c))
                code.Append(char.ToLowerInvariant(c));
            else if (code.Length > 0 && code[^1] != '-')
                code.Append('-');
            if (code.Length == Longest)
                break;
        }
        return code.ToString().TrimEnd('-') switch
        {
            "" => "other",
            "biking" or "ride" or "bike" => "cycling",
            "run" => "running",
            "walk" => "walking",
            "hike" => "hiking",
            "swim" => "swimming",
            var own => own,
        };
    }
}
