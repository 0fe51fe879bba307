using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>What a device worn all day writes: counters, and a heart rate with sixteen bits of time.</summary>
internal sealed class FitMonitoring(FitHandover handover)
{
    private const string HeartOrigin = "monitoring/heart_rate";
    private static readonly Measure Heart = Measure.Of("heart-rate");

    private readonly FitCounters counters = new(handover)
    {
        BeganMs =
            handover.Survey.First is { } first && FitTime.TryMs(first, out var ms) ? ms : null,
    };
    private uint? clock;

    public void Info(FitMessage message)
    {
        clock = message.Timestamp ?? clock;
        handover.Zone = FitTime.Zone(message.Whole(0), message.Timestamp) ?? handover.Zone;
    }

    public void Take(FitMessage message)
    {
        var time = TimeOf(message);
        if (message.Whole(27) is { } rate)
        {
            if (rate == 0)
                handover.Refuse(HeartOrigin, RefusalReason.Sentinel, "0");
            else if (time is { } at && FitTime.TryMs(at, out var ms))
                handover.Take(HeartOrigin, Heart, ms, ms, new WrittenNumber(rate, 0));
            else
                handover.Refuse(HeartOrigin, RefusalReason.Date, time?.ToString());
        }
        counters.Take(message, ActivityOf(message), time);
    }

    private uint? TimeOf(FitMessage message)
    {
        if (message.Timestamp is { } whole)
            return clock = whole;
        if (message.Whole(26) is not { } low || clock is not { } before)
            return null;
        return clock = before + (((uint)low - (before & 0xFFFF)) & 0xFFFF);
    }

    /// <summary>Alone, or in the low five bits beside the intensity.</summary>
    private static long? ActivityOf(FitMessage message) =>
        message.Whole(5) ?? (message.Raw(24) is [var both] ? both & 0x1F : null);
}
