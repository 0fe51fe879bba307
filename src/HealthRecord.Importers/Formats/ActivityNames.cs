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

    /// <summary><c>OPEN_WATER_SWIMMING</c> is <c>swimming</c>; what has no code keeps its own name.</summary>
    public static string Of(string name)
    {
        var code = name.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');
        if (code.Length > Longest)
            code = code[..Longest];
        return Ours.GetValueOrDefault(code, code.Length == 0 ? "workout" : code);
    }
}
