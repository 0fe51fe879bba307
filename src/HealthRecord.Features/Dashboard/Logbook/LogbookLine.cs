namespace HealthRecord.Features.Dashboard.Logbook;

/// <summary>One line of the logbook as it is shown.</summary>
internal sealed record LogbookLine(
    string Key,
    string When,
    string Icon,
    string Title,
    string Detail,
    string Value,
    string? Path
);

/// <param name="Month">Year × 100 + month.</param>
internal sealed record LogbookMonth(int Month, List<LogbookLine> Lines, int Damaged);
