namespace HealthRecord.Features.Dashboard.Logbook;

/// <summary>One line of the logbook as it is shown.</summary>
/// <param name="Day">Empty where the line above is of the same day.</param>
internal sealed record LogbookLine(
    string Key,
    string Day,
    string When,
    string Icon,
    string Title,
    string Detail,
    string Value,
    string? Path
);

/// <param name="Month">Year × 100 + month.</param>
internal sealed record LogbookMonth(int Month, List<LogbookLine> Lines, int Damaged);
