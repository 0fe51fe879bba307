using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>Counters of a day, one for each activity: what is handed out is what was added between two of their records.</summary>
/// <remarks>
/// <para>A counter starts at zero at midnight and is written from where it stands into every file of the day, so that the
/// first number of a file is no amount but where counting goes on. It is one when the file begins at midnight, or when
/// the counter turns up later in the file and no more than a person can do since its start.</para>
/// <para>A number below the one before it is a counter that began again.</para>
/// </remarks>
internal sealed class FitCounters(FitHandover handover)
{
    private const long Running = 1;
    private const long Walking = 6;
    private const long DayMs = 86_400_000;
    private const long MinuteMs = 60_000;
    private const int Most = 256;

    private static readonly Counter Steps = new(
        3,
        "monitoring/steps",
        Measure.Of("steps"),
        0,
        MostAMinute: 250
    );
    private static readonly Counter Distance = new(
        2,
        "monitoring/distance",
        Measure.Of("distance", "m"),
        -2,
        MostAMinute: 100_000
    );
    private static readonly Counter Energy = new(
        19,
        "monitoring/active_calories",
        Measure.Of("active-energy", "kcal"),
        0,
        MostAMinute: 30
    );

    private readonly Dictionary<(byte Field, long Activity), (long Value, long Ms)> last = [];

    /// <summary>When the file began to count; null when it does not say.</summary>
    public long? BeganMs { get; set; }

    public void Take(FitMessage message, long? activity, uint? seconds)
    {
        // The raw number is the steps of who walks or runs; of anything else it is turns of a crank or strokes.
        if (activity is Running or Walking)
            Take(Steps, message, activity.Value, seconds);
        else if (message.Whole(Steps.Field) is { } cycles)
            handover.Refuse("monitoring/cycles", RefusalReason.UnknownType, $"{cycles}");
        Take(Distance, message, activity ?? 0, seconds);
        Take(Energy, message, activity ?? 0, seconds);
    }

    private void Take(Counter counter, FitMessage message, long activity, uint? seconds)
    {
        if (message.Whole(counter.Field) is not { } value)
            return;
        if (seconds is not { } at || !FitTime.TryMs(at, out var ms))
        {
            handover.Refuse(counter.Origin, RefusalReason.Date, seconds?.ToString());
            return;
        }
        var key = (counter.Field, activity);
        var before = last.TryGetValue(key, out var known) ? known : Begin(counter, value, ms);
        if (last.Count < Most || last.ContainsKey(key))
            last[key] = (value, ms);
        if (before is not { } from)
            handover.Refuse(counter.Origin, RefusalReason.NotAMeasurement, $"{value}");
        else
            handover.Take(
                counter.Origin,
                counter.Measure,
                Math.Min(from.Ms, ms),
                ms,
                new WrittenNumber(value < from.Value ? value : value - from.Value, counter.Shift)
            );
    }

    /// <summary>Where a counter stood when the file began; null when nobody can know.</summary>
    private (long Value, long Ms)? Begin(Counter counter, long value, long ms)
    {
        if (BeganMs is not { } began || began > ms)
            return null;
        var intoDay = (began + FitTime.OffsetMs(handover.Zone)) % DayMs;
        var isMidnight = handover.Zone is not null && intoDay is < MinuteMs or > DayMs - MinuteMs;
        return isMidnight || value <= counter.MostAMinute * (ms - began) / MinuteMs
            ? (0, began)
            : null;
    }

    private sealed record Counter(
        byte Field,
        string Origin,
        Measure Measure,
        sbyte Shift,
        long MostAMinute
    );
}
