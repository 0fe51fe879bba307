using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace HealthRecord.Domain.Prevention;

/// <summary>A calendar distance such as <c>P2M</c> or <c>P8W</c>: years and months, then weeks and days. Never negative.</summary>
/// <remarks>
/// Written as an ISO 8601 duration without time. A calculated day that does not exist goes <b>forward</b> to the first of the next
/// month (29 February + 1 year = 1 March), which is the rule of vaccination schedules (CDSi CALCDT-5) and not that of
/// <see cref="DateOnly.AddMonths"/>. Past the year 9999 the last day of the calendar is answered.
/// </remarks>
public readonly record struct Period(int Years, int Months, int Weeks, int Days)
{
    private const string Letters = "YMWD";
    private const int MostOfOne = 99_999;

    public static Period Zero => default;

    public bool IsZero => this == default;

    public static Period OfDays(int days) => new(0, 0, 0, days);

    /// <summary>Reads <c>P[y]Y[m]M[w]W[d]D</c> with at least one part, each once and in this order.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Period period)
    {
        period = default;
        if (text is not { Length: >= 3 } || text[0] != 'P')
            return false;
        Span<int> parts = stackalloc int[Letters.Length];
        var next = 0;
        for (var at = 1; at < text.Length; )
        {
            var digits = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
                at++;
            if (at == digits || at == text.Length)
                return false;
            var unit = Letters.IndexOf(text[at], StringComparison.Ordinal);
            if (
                unit < next
                || !int.TryParse(
                    text.AsSpan(digits, at - digits),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var n
                )
                || n > MostOfOne
            )
                return false;
            parts[unit] = n;
            next = unit + 1;
            at++;
        }
        period = new(parts[0], parts[1], parts[2], parts[3]);
        return true;
    }

    /// <summary>The day this far after <paramref name="from"/>.</summary>
    public DateOnly After(DateOnly from)
    {
        var months = ((from.Year * 12L) + from.Month - 1) + (Years * 12L) + Months;
        var year = months / 12;
        if (year > DateOnly.MaxValue.Year)
            return DateOnly.MaxValue;
        var month = (int)(months % 12) + 1;
        var monthStart = new DateOnly((int)year, month, 1);
        var there =
            from.Day <= DateTime.DaysInMonth((int)year, month)
                ? new DateOnly((int)year, month, from.Day)
                : NextMonth(monthStart);
        var days = (Weeks * 7L) + Days;
        return there.DayNumber + days > DateOnly.MaxValue.DayNumber
            ? DateOnly.MaxValue
            : there.AddDays((int)days);
    }

    /// <summary>The latest day from which this period has passed on <paramref name="to"/>, never before the calendar begins.</summary>
    /// <remarks>Used for what may lie "that much earlier" than a day: subtraction has no official rule, so it clamps back.</remarks>
    public DateOnly Before(DateOnly to)
    {
        var months = (Years * 12L) + Months;
        if (months >= (to.Year * 12L) + to.Month - 13)
            return DateOnly.MinValue;
        var there = to.AddMonths((int)-months);
        var days = (Weeks * 7L) + Days;
        return days > there.DayNumber ? DateOnly.MinValue : there.AddDays((int)-days);
    }

    public override string ToString()
    {
        if (IsZero)
            return "P0D";
        var text = new StringBuilder("P");
        foreach (
            var (n, unit) in ((int, char)[])[(Years, 'Y'), (Months, 'M'), (Weeks, 'W'), (Days, 'D')]
        )
            if (n > 0)
                text.Append(CultureInfo.InvariantCulture, $"{n}{unit}");
        return text.ToString();
    }

    private static DateOnly NextMonth(DateOnly start) =>
        start is { Year: 9999, Month: 12 } ? DateOnly.MaxValue : start.AddMonths(1);
}
