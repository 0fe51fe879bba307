using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>Gathers the sessions of an activity file: each becomes a workout with its laps and its route.</summary>
internal sealed class FitActivity(FitHandover handover)
{
    private const string SessionOrigin = "session";
    private const string LapOrigin = "lap";
    private const string HeartOrigin = "record/heart_rate";
    private const string BreathOrigin = "record/respiration_rate";
    private const string PositionOrigin = "record/position";
    private const int MostLaps = 10_000;
    private const double DegreesPerSemicircle = 180.0 / 2_147_483_648;

    private static readonly Measure Heart = Measure.Of("heart-rate");
    private static readonly Measure Breath = Measure.Of("respiratory-rate");

    private readonly RouteSketch[] routes =
    [
        .. handover.Survey.Sessions.Select(_ => new RouteSketch()),
    ];
    private readonly List<(long StartMs, IncomingWorkout Workout)> sessions = [];
    private readonly List<WorkoutLap> laps = [];
    private int lapsSeen;

    /// <summary>Routes that had more points than are kept.</summary>
    public int Thinned => routes.Count(r => r.IsThinned);

    public void Record(FitMessage message)
    {
        var ms = 0L;
        var isDated = message.Timestamp is { } at && FitTime.TryMs(at, out ms);
        if (message.Whole(3) is { } rate)
            Sample(HeartOrigin, Heart, new(rate, 0), isDated ? ms : null, message.Timestamp);
        if (message.Whole(108) is { } breath)
            Sample(BreathOrigin, Breath, new(breath, -2), isDated ? ms : null, message.Timestamp);
        else if (message.Whole(99) is { } whole)
            Sample(BreathOrigin, Breath, new(whole, 0), isDated ? ms : null, message.Timestamp);
        if (message.Whole(0) is not { } latitude || message.Whole(1) is not { } longitude)
            return;
        var session = isDated ? SessionAt(ms) : -1;
        var altitude = message.Whole(78) ?? message.Whole(2);
        if (
            session >= 0
            && RouteSketch.Of(
                ms,
                latitude * DegreesPerSemicircle,
                longitude * DegreesPerSemicircle,
                altitude is { } fifths ? (fifths / 5.0) - 500 : null
            )
                is { } point
        )
        {
            routes[session].Add(point);
            handover.Merged(PositionOrigin, 1);
        }
        else
            handover.Refuse(
                PositionOrigin,
                isDated ? RefusalReason.Incomplete : RefusalReason.Date,
                message.Timestamp?.ToString()
            );
    }

    public void Lap(FitMessage message)
    {
        if (message.Whole(2) is not { } start || !FitTime.TryMs(start, out var ms))
        {
            handover.Refuse(LapOrigin, RefusalReason.Date, message.Whole(2)?.ToString());
            return;
        }
        lapsSeen++;
        if (laps.Count < MostLaps)
            laps.Add(new(ms, LengthOf(message, ms), FitTotals.OfLap(message)));
    }

    public void Session(FitMessage message)
    {
        if (message.Whole(2) is not { } start || !FitTime.TryMs(start, out var ms))
        {
            handover.Refuse(SessionOrigin, RefusalReason.Date, message.Whole(2)?.ToString());
            return;
        }
        if (sessions.Count == FitSurvey.MostSessions)
        {
            handover.Refuse(SessionOrigin, RefusalReason.Incomplete, start.ToString());
            return;
        }
        sessions.Add(
            (
                ms,
                new IncomingWorkout(
                    handover.Source,
                    FitNames.Sport(message.Whole(5)),
                    ms,
                    LengthOf(message, ms),
                    FitTotals.OfSession(message),
                    handover.Zone,
                    handover.Survey.Device.Activity(start),
                    SessionOrigin,
                    0
                )
                {
                    Efforts = FitTotals.Efforts(message),
                }
            )
        );
    }

    public void Finish()
    {
        foreach (var (startMs, workout) in sessions)
        {
            var at = SessionAt(startMs);
            handover.Take(
                workout with
                {
                    Laps = [.. laps.Where(l => SessionAt(l.StartMs) == at).OrderBy(l => l.StartMs)],
                    Route = at < 0 ? [] : routes[at].Points,
                }
            );
        }
        if (sessions.Count > 0)
            handover.Merged(LapOrigin, lapsSeen);
        else
            for (var i = 0; i < lapsSeen; i++)
                handover.Refuse(LapOrigin, RefusalReason.Incomplete, null);
    }

    private void Sample(
        string origin,
        Measure measure,
        WrittenNumber value,
        long? ms,
        uint? seconds
    )
    {
        if (value.Digits == 0)
            handover.Refuse(origin, RefusalReason.Sentinel, "0");
        else if (ms is { } at)
            handover.Take(origin, measure, at, at, value);
        else
            handover.Refuse(origin, RefusalReason.Date, seconds?.ToString());
    }

    /// <summary>From start to end, stops included; as the watch counted where it does not say.</summary>
    private static long LengthOf(FitMessage message, long startMs) =>
        message.Whole(7)
        ?? message.Whole(8)
        ?? (
            message.Timestamp is { } end && FitTime.TryMs(end, out var endMs)
                ? Math.Max(0, endMs - startMs)
                : 0
        );

    /// <summary>Which session it belongs to; what lies before the first is the first's, for clocks that are set at the start.</summary>
    private int SessionAt(long ms)
    {
        var starts = handover.Survey.Sessions;
        if (starts.Count == 0)
            return -1;
        var at = starts.BinarySearch(ms);
        return at >= 0 ? at : Math.Max(0, ~at - 1);
    }
}
