using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Fitbit;

/// <summary>Workouts of <c>exercise-*.json</c>.</summary>
internal sealed class FitbitExercises(FormatRun run, Handover handover)
{
    private const long LongestMs = 7 * 86_400_000L;
    private static readonly NumberField Energy = NumberField.Of("active-energy", "kcal");
    private static readonly NumberField Steps = NumberField.Of("steps");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");

    public void Read(SourceFile file, Stream content)
    {
        using var text = file.OpenText();
        new JsonItems { Item = (_, item) => Take(item) }.Read(text, run.Stop);
    }

    private void Take(JsonElement item)
    {
        if (!FitbitIntraday.TryTime(item.Text("startTime"), out var startMs))
        {
            handover.Refuse("exercise", RefusalReason.Date, item.Text("startTime"));
            return;
        }
        if (item.Whole("duration") is not (>= 0 and < LongestMs and var length))
        {
            handover.Refuse("exercise", RefusalReason.Incomplete, item.Text("duration"));
            return;
        }
        var totals = new Totals()
            .Add("sum", Energy, item.Text("calories"), zeroIsNone: true)
            .Add("sum", Steps, item.Text("steps"), zeroIsNone: true)
            .Add("mean", HeartRate, item.Text("averageHeartRate"), zeroIsNone: true);
        var unit = item.Text("distanceUnit") switch
        {
            "Kilometer" => "km",
            "Mile" => "[mi_i]",
            _ => null,
        };
        if (unit is not null)
            totals.Add("sum", NumberField.Of("distance", unit), item.Text("distance"), true);
        handover.Take(
            new Domain.Readings.IncomingWorkout(
                FitbitFormat.Source,
                ActivityNames.Of(item.Text("activityName") ?? ""),
                startMs,
                length,
                totals.All,
                null,
                item.Text("logId") is { } id ? new($"fitbit-exercise-{id}", 0) : null,
                "exercise",
                0
            )
        );
    }
}
