using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard;

/// <summary>Where values are expected, in the canonical unit, and who says so.</summary>
/// <param name="Low">Null where no lower end is given.</param>
/// <param name="SecondHigh">The upper end for the second number of a pair.</param>
/// <param name="Source">Key of the text that names the source; it is shown beside the band, always.</param>
/// <param name="IsOwn">The person's usual range, not a reference.</param>
internal sealed record Band(double? Low, double High, double? SecondHigh, string Source, bool IsOwn)
{
    public Standing Of(double value, double second = double.NaN)
    {
        if (double.IsNaN(value))
            return Standing.Unknown;
        if (value > High || (SecondHigh is { } high && second > high))
            return Standing.Above;
        return Low is { } low && value < low ? Standing.Below : Standing.Within;
    }
}

/// <summary>Where a value stands: said in words, never by a colour alone.</summary>
internal enum Standing
{
    Unknown,
    Below,
    Within,
    Above,
}

/// <summary>Bands with a primary source that are valid for the age; else what is usual for the person.</summary>
internal static class Bands
{
    private const int Adult = 18;

    /// <param name="age">Full years; null when the birth date is not known.</param>
    /// <param name="recent">Days up to today; older than 90 days are not looked at.</param>
    public static Band? Of(Kind kind, int? age, DateOnly today, IReadOnlyList<DaySummary> recent) =>
        Reference(kind.Code, age) ?? Usual(kind, today, recent);

    /// <remarks>
    /// Pressure measured at home: Mancia et al., 2023 ESH Guidelines, J Hypertens 2023;41:1874. Body mass index: WHO
    /// Technical Report Series 894, 2000. Sleep: Hirshkowitz et al., Sleep Health 2015;1:40 and 233.
    /// </remarks>
    private static Band? Reference(string code, int? age) =>
        (code, age) switch
        {
            ("blood-pressure", >= Adult) => new(null, 135, 85, "band.esh-home", false),
            ("bmi", _) => ReferenceBands.For(code, age, BandSex.Any, MeasurePlace.Unknown)
                is { High: { } high } bmi
                ? new(bmi.Low, high, null, "band.who-bmi", false)
                : null,
            ("sleep-stage" or "sleep-total", { } years) => Sleep(years) is var (low, high)
                ? new(low, high, null, "band.nsf-sleep", false)
                : null,
            _ => null,
        };

    private static (double Low, double High) Sleep(int years) =>
        years switch
        {
            < 1 => (12, 15),
            < 3 => (11, 14),
            < 6 => (10, 13),
            < 14 => (9, 11),
            < 18 => (8, 10),
            < 65 => (7, 9),
            _ => (7, 8),
        };

    private static Band? Usual(Kind kind, DateOnly today, IReadOnlyList<DaySummary> recent)
    {
        if (KindShapes.Of(kind) is KindShape.Coded or KindShape.Pair)
            return null;
        // Today is not over: its figure may still grow.
        var figures = recent
            .Where(d => d.Day < today)
            .Select(d => (d.Day, KindShapes.Figure(kind, d)));
        return UsualRange.Of(figures, today) is { } usual
            ? new(usual.Low, usual.High, null, "band.usual", true)
            : null;
    }
}
