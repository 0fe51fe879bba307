using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>Hands out what stands in one part.</summary>
internal static class FitPartReader
{
    /// <summary>Device, settings, workouts and courses that are planned, schedules, totals, goals, segments.</summary>
    private static readonly HashSet<long> NotMeasured = [1, 2, 3, 5, 6, 7, 10, 11, 34, 35, 40];

    public static void Read(
        FitPart part,
        FitSurvey survey,
        Handover frame,
        long? user,
        FitTally tally,
        CancellationToken ct
    )
    {
        if (survey.Device.Type is { } type && NotMeasured.Contains(type))
        {
            tally.Others++;
            return;
        }
        var handover = new FitHandover(frame, survey, user);
        var activity = new FitActivity(handover);
        var monitoring = new FitMonitoring(handover);
        var sleep = new FitSleep(handover);
        var beats = new FitBeats(handover);
        var reader = new FitReader(part.Records);
        while (reader.Read())
        {
            ct.ThrowIfCancellationRequested();
            var message = reader.Message;
            if (message.Timestamp is { } at && FitTime.TryMs(at, out var ms))
                beats.At(ms);
            switch (message.Message)
            {
                case 18:
                    activity.Session(message);
                    break;
                case 19:
                    activity.Lap(message);
                    break;
                case 20:
                    activity.Record(message);
                    break;
                case 21:
                    sleep.Event(message);
                    break;
                case 51:
                    FitBloodPressure.Take(message, handover);
                    break;
                case 55:
                    monitoring.Take(message);
                    break;
                case 78:
                    beats.Intervals(message);
                    break;
                case 103:
                    monitoring.Info(message);
                    break;
                case 132:
                    beats.Strap(message);
                    break;
                case 275:
                    sleep.Take(message);
                    break;
                case 346:
                    sleep.Assessment(message);
                    break;
                default:
                    Plain(message, handover, tally);
                    break;
            }
        }
        sleep.Finish(isWhole: !part.IsCut && !survey.IsBroken);
        activity.Finish();
        tally.Thinned += activity.Thinned;
    }

    private static void Plain(FitMessage message, FitHandover handover, FitTally tally)
    {
        var isKnown = false;
        foreach (var measure in FitMeasures.ByMessage[message.Message])
        {
            handover.Take(measure, message);
            isKnown = true;
        }
        if (!isKnown)
            tally.Unknown(message.Message);
    }
}
