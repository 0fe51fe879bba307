using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Garmin;

/// <summary>Summaries of activities: centimetres, milliseconds, and an energy without a unit.</summary>
/// <remarks>Where the recording lies beside them it is recognised as the same workout; it tells more and is shown.</remarks>
internal sealed class GarminActivities(FormatRun run)
{
    private const long LongestMs = 7 * 86_400_000L;
    private static readonly NumberField Distance = NumberField.Of("distance", "m", shift: -2);

    // By the size of the numbers, kilojoules: a run of an hour has 2500.
    private static readonly NumberField Energy = NumberField.Of("active-energy", "kJ");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");
    private static readonly NumberField Steps = NumberField.Of("steps");

    private readonly Handover handover = new(run.Context, run.Sink);
    private bool assumed;

    public void Take(JsonElement item)
    {
        var start = item.Whole("beginTimestamp") ?? item.Whole("startTimeGmt");
        if (start is not { } startMs || Math.Abs(startMs) > 100_000_000_000_000)
        {
            handover.Refuse("activity", RefusalReason.Date, item.Text("beginTimestamp"));
            return;
        }
        if (item.Whole("duration") is not (>= 0 and <= LongestMs and var length))
        {
            handover.Refuse("activity", RefusalReason.Incomplete, item.Text("duration"));
            return;
        }
        assumed |= item.Text("calories") is not null;
        var totals = new Totals()
            .Add("sum", Distance, item.Text("distance"), zeroIsNone: true)
            .Add("sum", Energy, item.Text("calories"), zeroIsNone: true)
            .Add("sum", Steps, item.Text("steps"), zeroIsNone: true)
            .Add("mean", HeartRate, item.Text("avgHr"), zeroIsNone: true)
            .Add("max", HeartRate, item.Text("maxHr"), zeroIsNone: true);
        handover.Take(
            new IncomingWorkout(
                GarminExportFormat.Source,
                ActivityNames.Of(item.Text("activityType") ?? item.Text("sportType") ?? ""),
                startMs,
                length,
                totals.All,
                null,
                item.Text("activityId") is { Length: > 0 and < 50 } id
                    ? new($"garmin-activity-{id}", 0)
                    : null,
                "activity",
                0
            )
        );
    }

    public void Finish()
    {
        if (assumed)
            run.Sink.Warn(Warnings.UnitAssumed, "calories", "kJ");
    }
}
