using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Dashboard;

/// <summary>How a kind is looked at: what of a day is its figure, and which picture fits.</summary>
internal enum KindShape
{
    /// <summary>A state (weight): the last value of a day, a line.</summary>
    State,

    /// <summary>A total (steps): bars by day.</summary>
    Total,

    /// <summary>A dense series (heart rate): least to greatest with the mean.</summary>
    Ribbon,

    /// <summary>Two numbers of one reading (blood pressure).</summary>
    Pair,

    /// <summary>Nights in stages.</summary>
    Night,

    /// <summary>A word of a list, not a number.</summary>
    Coded,
}

internal static class KindShapes
{
    public static KindShape Of(Kind kind)
    {
        if (kind.Aggregation.HasFlag(Aggregation.DurationByCode))
            return KindShape.Night;
        if (kind.Aggregation.HasFlag(Aggregation.Pair))
            return KindShape.Pair;
        if (kind.Units.Count == 0)
            return KindShape.Coded;
        const Aggregation totals =
            Aggregation.Sum | Aggregation.SumAfterMerge | Aggregation.Duration;
        if ((kind.Aggregation & totals) != Aggregation.None)
            return KindShape.Total;
        return kind.Sampling == Sampling.Continuous ? KindShape.Ribbon : KindShape.State;
    }

    /// <summary>The one number of a day, in the canonical unit; NaN where there is none.</summary>
    public static double Figure(Kind kind, DaySummary day) =>
        Of(kind) switch
        {
            KindShape.Total => day.Total,
            KindShape.Night => Asleep(kind, day),
            KindShape.Pair or KindShape.Ribbon => day.Mean,
            _ when kind.Aggregation.HasFlag(Aggregation.Last) => day.Last,
            _ when kind.Aggregation.HasFlag(Aggregation.Mean)
                    || kind.Aggregation.HasFlag(Aggregation.EnergyMean) => day.Mean,
            _ when kind.Aggregation.HasFlag(Aggregation.Max) => day.Max,
            _ => day.Last,
        };

    private static double Asleep(Kind kind, DaySummary day)
    {
        double hours = 0;
        for (var i = 0; i < Math.Min(kind.Codes.Count, day.HoursByCode.Count); i++)
            if (kind.Codes[i] is not ("in-bed" or "awake"))
                hours += day.HoursByCode[i];
        return hours > 0 ? hours : double.NaN;
    }
}
