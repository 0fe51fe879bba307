namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>How much of time a kind's page shows.</summary>
internal enum KindRange
{
    Day,
    Week,
    Month,
    Year,
    All,
}

internal static class KindRanges
{
    /// <summary>Before any reading that a person of today can have.</summary>
    private static readonly DateOnly Always = new(1900, 1, 1);

    /// <summary>A day for which there can be something to show, today being what it is.</summary>
    public static DateOnly Within(DateOnly day, DateOnly today)
    {
        var latest = today.AddYears(1);
        return day < Always ? Always
            : day > latest ? latest
            : day;
    }

    /// <summary>The days up to and with <paramref name="last"/>.</summary>
    public static DateOnly First(KindRange range, DateOnly last) =>
        range switch
        {
            KindRange.Day => last,
            KindRange.Week => last.AddDays(-6),
            KindRange.Month => last.AddDays(-29),
            KindRange.Year => last.AddYears(-1).AddDays(1),
            _ => Always,
        };

    /// <summary>The last day of the span before or after.</summary>
    public static DateOnly Move(KindRange range, DateOnly last, int by) =>
        range switch
        {
            KindRange.Day => last.AddDays(by),
            KindRange.Week => last.AddDays(7 * by),
            KindRange.Month => last.AddDays(30 * by),
            KindRange.Year => last.AddYears(by),
            _ => last,
        };
}
