using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>Levels of sleep: each holds until the next is told.</summary>
/// <remarks>
/// The last one ends with the sleep, where the file tells its end. Else it is as long as the others, if they are all of one
/// length and the part was read to its end. Otherwise it has no end, and would come twice with the whole file: it is refused.
/// </remarks>
internal sealed class FitSleep(FitHandover handover)
{
    private const string Origin = "sleep_level";
    private const string ScoreOrigin = "sleep_assessment/overall_sleep_score";

    /// <summary>Written by watches; the public profile does not name it.</summary>
    private const long SleepEvent = 74;
    private const long Stop = 1;
    private const long LongestMs = 12 * 3_600_000;

    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private static readonly Measure Score = Measure.Of("sleep-score");

    private (long Level, long Ms)? open;
    private long? step;
    private bool isUneven;
    private long? endMs;
    private long? score;
    private long lastMs;

    public void Take(FitMessage message)
    {
        if (message.Whole(0) is not { } level)
            return;
        if (message.Timestamp is not { } at || !FitTime.TryMs(at, out var ms))
        {
            handover.Refuse(Origin, RefusalReason.Date, message.Timestamp?.ToString());
            return;
        }
        if (open is { } before)
            Close(before, ms);
        open = (level, ms);
        lastMs = ms;
    }

    public void Event(FitMessage message)
    {
        if (
            message.Whole(0) == SleepEvent
            && message.Whole(1) == Stop
            && message.Timestamp is { } at
            && FitTime.TryMs(at, out var ms)
        )
            endMs = ms;
    }

    public void Assessment(FitMessage message) => score = message.Whole(6) ?? score;

    public void Finish(bool isWhole)
    {
        if (open is { } last)
        {
            if (endMs is { } end && end > last.Ms)
                Close(last, end);
            else if (isWhole && !isUneven && step is { } length)
                Close(last, last.Ms + length);
            else
                handover.Refuse(Origin, RefusalReason.Incomplete, $"{last.Level}");
        }
        if (score is not { } total)
            return;
        var at = endMs ?? lastMs;
        if (at > 0)
            handover.Take(ScoreOrigin, Score, at, at, new WrittenNumber(total, 0));
        else
            handover.Refuse(ScoreOrigin, RefusalReason.Date, $"{total}");
    }

    private void Close((long Level, long Ms) from, long toMs)
    {
        var length = toMs - from.Ms;
        isUneven |= step is { } before && before != length;
        step = length;
        var stage = from.Level switch
        {
            1 => "awake",
            2 => "light",
            3 => "deep",
            4 => "rem",
            _ => null,
        };
        if (stage is null)
            // Level 0: the device could not tell.
            handover.Refuse(
                Origin,
                from.Level == 0 ? RefusalReason.Sentinel : RefusalReason.Code,
                $"{from.Level}"
            );
        else if (length is <= 0 or > LongestMs)
            handover.Refuse(Origin, RefusalReason.EndBeforeStart, $"{from.Level}");
        else
            handover.Take(Origin, Stage, from.Ms, toMs, Stage.Code(stage));
    }
}
