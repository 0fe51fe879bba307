using HealthRecord.Domain.Measures;
using HealthRecord.Features.Dashboard.Charts;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>A stretch of a night in one stage.</summary>
/// <param name="From">On the person's clock.</param>
public sealed record NightPart(string Stage, DateTime From, TimeSpan Length)
{
    public DateTime To => From + Length;

    /// <summary>Null for what is no stage, as the time in bed.</summary>
    internal static NightPart? Of(Kind kind, ReadingView reading, PersonClock clock)
    {
        var code = reading.Values is [{ } written, ..] ? (int)written.ToDouble() : -1;
        if (reading.Duration <= TimeSpan.Zero || code < 0 || code >= kind.Codes.Count)
            return null;
        var stage = kind.Codes[code];
        return ChartMaker.Stages.Contains(stage, StringComparer.Ordinal)
            ? new(stage, clock.Local(reading.StartUtc, reading.Zone), reading.Duration)
            : null;
    }
}
