using System.Text;

namespace HealthRecord.Importers.Apple;

/// <summary>Apple's names of activities in short.</summary>
internal static class AppleActivities
{
    private const string Prefix = "HKWorkoutActivityType";

    /// <summary><c>HKWorkoutActivityTypeTraditionalStrengthTraining</c> is <c>traditional-strength-training</c>.</summary>
    public static string ShortName(string activity)
    {
        if (
            !activity.StartsWith(Prefix, StringComparison.Ordinal)
            || activity.Length == Prefix.Length
        )
            return activity;
        var name = new StringBuilder();
        foreach (var c in activity.AsSpan(Prefix.Length))
        {
            if (char.IsAsciiLetterUpper(c) && name.Length > 0)
                name.Append('-');
            name.Append(char.ToLowerInvariant(c));
        }
        return name.ToString();
    }
}
