using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>When in the day's course a reading was taken, by code.</summary>
internal static class Occasions
{
    public static IReadOnlyList<string> All { get; } =
    [
        "fasting",
        "before-meal",
        "after-meal",
        "at-rest",
        "after-effort",
        "bedtime",
        AtHome,
        AtPractice,
    ];

    public const string AtHome = "at-home";
    public const string AtPractice = "at-doctor";

    /// <summary>Thresholds differ by place, so a reading that does not say it has none.</summary>
    public static MeasurePlace PlaceOf(string? code) =>
        code switch
        {
            AtHome => MeasurePlace.Home,
            AtPractice => MeasurePlace.Practice,
            _ => MeasurePlace.Unknown,
        };

    public static bool IsKnown(string? code) =>
        code is not null && All.Contains(code, StringComparer.Ordinal);
}
