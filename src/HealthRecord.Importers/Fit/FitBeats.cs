using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>Beats: the times between them (message 78), and what a strap remembered and sent later (message 132).</summary>
internal sealed class FitBeats(FitHandover handover)
{
    private const string IntervalOrigin = "hrv/time";
    private const string StrapOrigin = "hr/filtered_bpm";
    private const long MostApartMs = 3000;
    private const uint TwelveBits = 0xFFF;

    private static readonly Measure Interval = Measure.Of("rr-interval");
    private static readonly Measure Heart = Measure.Of("heart-rate");

    private long clockMs = long.MinValue;
    private long beatMs = long.MinValue;

    // Ticks of 1/1024 s of the strap's own clock, and the instant at which they were zero.
    private long? ticks;
    private long zeroMs;

    /// <summary>The file has moved on to this instant.</summary>
    public void At(long ms)
    {
        clockMs = ms;
        if (beatMs == long.MinValue)
            beatMs = ms;
    }

    /// <summary>
    /// Intervals have no time of their own: each ends where the one before ended and itself goes by. Where the file's clock
    /// has run away from them (the device was paused), they go on from there.
    /// </summary>
    public void Intervals(FitMessage message)
    {
        for (var i = 0; i < message.Count(0); i++)
        {
            if (message.Whole(0, i) is not { } interval)
                continue;
            if (beatMs == long.MinValue)
            {
                handover.Refuse(IntervalOrigin, RefusalReason.Date, $"{interval}");
                continue;
            }
            if (Math.Abs(clockMs - beatMs) > MostApartMs)
                beatMs = clockMs;
            beatMs += interval;
            handover.Take(IntervalOrigin, Interval, beatMs, beatMs, new WrittenNumber(interval, 0));
        }
    }

    public void Strap(FitMessage message)
    {
        var times = Times(message);
        for (var i = 0; i < message.Count(6); i++)
        {
            if (message.Whole(6, i) is not { } rate)
                continue;
            if (rate == 0)
                handover.Refuse(StrapOrigin, RefusalReason.Sentinel, "0");
            else if (i >= times.Count || times[i] is not { } ms)
                handover.Refuse(StrapOrigin, RefusalReason.Date, $"{rate}");
            // The watch had it too, and wrote it into its own record of that second.
            else if (handover.Survey.HeartSeconds.Contains(SecondOf(ms)))
                handover.Merged(StrapOrigin, 1);
            else
                handover.Take(StrapOrigin, Heart, ms, ms, new WrittenNumber(rate, 0));
        }
    }

    private List<long?> Times(FitMessage message)
    {
        var whole = message.Count(9);
        if (
            message.Timestamp is { } at
            && FitTime.TryMs(at, out var ms)
            && message.Whole(9) is { } zero
        )
        {
            // Where both clocks stand side by side.
            ms += (message.Whole(0) ?? 0) * 1000 / 32_768;
            zeroMs = ms - (zero * 1000 / 1024);
            ticks = zero;
        }
        var times = new List<long?>();
        if (whole > 0)
        {
            for (var i = 0; i < whole; i++)
            {
                var tick = message.Whole(9, i);
                ticks = tick ?? ticks;
                times.Add(tick is { } known && zeroMs != 0 ? Instant(known) : null);
            }
            return times;
        }
        var packed = message.Raw(10);
        for (var i = 0; i < packed.Length * 2 / 3; i++)
        {
            // Two of twelve bits each lie in three bytes.
            var b = i / 2 * 3;
            var low = (uint)(
                i % 2 == 0
                    ? packed[b] | ((packed[b + 1] & 0x0F) << 8)
                    : (packed[b + 1] >> 4) | (packed[b + 2] << 4)
            );
            if (ticks is not { } before || zeroMs == 0)
            {
                times.Add(null);
                continue;
            }
            ticks = before + ((low - before) & TwelveBits);
            times.Add(Instant(ticks.Value));
        }
        return times;
    }

    private long Instant(long tick) => zeroMs + (tick * 1000 / 1024);

    private static uint SecondOf(long ms) => (uint)((ms / 1000) - 631_065_600);
}
