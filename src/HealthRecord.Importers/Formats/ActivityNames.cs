using System.Text;

namespace HealthRecord.Importers.Formats;

/// <summary>One code for one activity, whatever its producers call it.</summary>
internal static class ActivityNames
{
    private const int Longest = 60;

    private static readonly Dictionary<string, string> Ours = new(StringComparer.Ordinal)
    {
        ["walk"] = "walking",
        ["run"] = "running",
        ["jogging"] = "running",
        ["treadmill"] = "running",
        ["treadmill-running"] = "running",
        ["bike"] = "cycling",
        ["ride"] = "cycling",
        ["biking"] = "cycling",
        ["bicycling"] = "cycling",
        ["outdoor-bike"] = "cycling",
        ["road-biking"] = "cycling",
        ["mountain-biking"] = "cycling",
        ["indoor-cycling"] = "cycling",
        ["hike"] = "hiking",
        ["swim"] = "swimming",
        ["pool-swimming"] = "swimming",
        ["lap-swimming"] = "swimming",
        ["open-water-swimming"] = "swimming",
        ["weights"] = "traditional-strength-training",
        ["strength-training"] = "traditional-strength-training",
    };

    /// <summary>
    /// <c>OPEN_WATER_SWIMMING</c> is <c>swimming</c>, <c>Trail Running</c> is <c>trail-running</c>; what has no code keeps its
    /// own name, and <c>other</c> stands where nothing is said.
    /// </summary>
    public static string Of(string name)
    {
        var code = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsLetterOrDigit(c))
                code.Append(char.ToLowerInvariant(c));
            else if (code.Length > 0 && code[^1] != '-')
                code.Append('-');
            if (code.Length == Longest)
                break;
        }
        var own = code.ToString().TrimEnd('-');
        return own.Length == 0 ? "other" : Ours.GetValueOrDefault(own, own);
    }
}
