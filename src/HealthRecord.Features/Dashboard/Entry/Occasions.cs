namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>When in the day's course a reading was taken, by code.</summary>
internal static class Occasions
{
    public static IReadOnlyList<string> All { get; } =
    ["fasting", "before-meal", "after-meal", "at-rest", "after-effort", "bedtime", "at-doctor"];

    public static bool IsKnown(string? code) =>
        code is not null && All.Contains(code, StringComparer.Ordinal);
}
