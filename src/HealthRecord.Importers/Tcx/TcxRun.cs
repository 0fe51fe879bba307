using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Tcx;

/// <summary>Hands out what stands in one file.</summary>
/// <param name="devices">One for each activity that has its end.</param>
internal sealed class TcxRun(Handover handover, TrackTimes times, IReadOnlyList<string> devices)
{
    private const string ActivityOrigin = "Activity";
    private const string LapOrigin = "Lap";
    private const string PointOrigin = "Trackpoint";
    private const string HeartOrigin = "Trackpoint/HeartRateBpm";
    private static readonly Measure Heart = Measure.Of("heart-rate");

    private TcxActivity? activity;
    private SourceKey source = new("tcx", "TCX");
    private bool isComplete;
    private int index;

    public int Thinned { get; private set; }

    public void Read(TcxReader tcx, CancellationToken ct)
    {
        while (tcx.Read())
        {
            ct.ThrowIfCancellationRequested();
            switch (tcx.Node)
            {
                case TcxNode.ActivityStart:
                    Finish();
                    activity = new(times);
                    isComplete = index < devices.Count;
                    source = new("tcx", isComplete ? NameOf(devices[index]) : "TCX");
                    index++;
                    break;
                case TcxNode.LapEnd:
                    activity?.Add(tcx.Lap);
                    break;
                case TcxNode.TrackPoint:
                    Point(tcx.Point);
                    break;
                case TcxNode.ActivityEnd:
                    End(tcx);
                    break;
                case TcxNode.Course:
                    handover.Refuse("Course", RefusalReason.NotAMeasurement, null);
                    break;
            }
        }
    }

    /// <summary>What is open at the cut waits for the whole file.</summary>
    public void Finish()
    {
        if (activity is { } open)
            Refuse(open, RefusalReason.Incomplete);
        activity = null;
    }

    private void Point(TcxPoint point)
    {
        var isTimed = times.TryParse(point.Time, out var ms, out var zone);
        if (point.HeartRate.Length > 0)
            Beat(point, isTimed ? ms : null, zone);
        if (isTimed)
            activity?.Add(point, ms, zone);
        else
            handover.Refuse(PointOrigin, RefusalReason.Date, point.Time, point.Line);
    }

    private void Beat(TcxPoint point, long? ms, string? zone)
    {
        if (!DecimalText.TryParse(point.HeartRate, out var rate))
            handover.Refuse(HeartOrigin, RefusalReason.NotANumber, point.HeartRate, point.Line);
        else if (rate.Digits == 0)
            handover.Refuse(HeartOrigin, RefusalReason.Sentinel, point.HeartRate, point.Line);
        else if (ms is not { } at)
            handover.Refuse(HeartOrigin, RefusalReason.Date, point.Time, point.Line);
        else if (!isComplete)
            handover.Refuse(HeartOrigin, RefusalReason.Incomplete, point.Time, point.Line);
        else
            handover.Take(
                new Found(HeartOrigin, Heart, source, at, at, rate)
                {
                    Zone = zone,
                    Line = point.Line,
                }
            );
    }

    private void End(TcxReader tcx)
    {
        if (activity is not { } done)
            return;
        activity = null;
        if (done.Workout(source, tcx.Sport, tcx.Id, ActivityOrigin) is not { } workout)
        {
            Refuse(done, RefusalReason.Date);
            return;
        }
        if (handover.Take(workout))
        {
            handover.Merged(LapOrigin, done.Laps);
            handover.Merged(PointOrigin, done.Points);
        }
        else
            RefuseParts(done, RefusalReason.Date);
        Thinned += done.IsThinned ? 1 : 0;
    }

    private void Refuse(TcxActivity open, RefusalReason reason)
    {
        handover.Refuse(ActivityOrigin, reason, null);
        RefuseParts(open, reason);
    }

    private void RefuseParts(TcxActivity open, RefusalReason reason)
    {
        for (var i = 0; i < open.Laps; i++)
            handover.Refuse(LapOrigin, reason, null);
        for (var i = 0; i < open.Points; i++)
            handover.Refuse(PointOrigin, reason, null);
    }

    /// <summary><c>Forerunner 410 Software Version 2.20</c> is a Forerunner 410, whatever runs on it.</summary>
    private static string NameOf(string creator)
    {
        var at = creator.IndexOf(" Software Version", StringComparison.OrdinalIgnoreCase);
        var name = (at > 0 ? creator[..at] : creator).Trim();
        return name.Length == 0 || name.Any(char.IsControl) ? "TCX" : name;
    }
}
