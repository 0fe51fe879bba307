using System.Globalization;

namespace HealthRecord.Domain.Prevention;

/// <summary>A day that comes back every year, written <c>--MM-DD</c>. 29 February is 1 March in a common year.</summary>
public readonly record struct YearDay(int Month, int Day)
{
    /// <summary>Reads <c>--10-14</c>; a day that no year has is refused.</summary>
    public static bool TryParse(string? text, out YearDay day)
    {
        day = default;
        // 2000 is a leap year, so that 29 February is a day.
        if (
            text is not { Length: 7 }
            || !text.StartsWith("--", StringComparison.Ordinal)
            || !DateOnly.TryParseExact(
                $"2000{text.AsSpan(1)}",
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var read
            )
        )
            return false;
        day = new(read.Month, read.Day);
        return true;
    }

    public DateOnly In(int year) =>
        Day <= DateTime.DaysInMonth(year, Month) ? new(year, Month, Day) : new(year, Month + 1, 1);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"--{Month:00}-{Day:00}");
}
