using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.GoogleHealth;

/// <summary>Sessions of exercise, with the figures that Google sums up.</summary>
internal static class GoogleHealthWorkouts
{
    public const string Name = "exercise";
    private const long LongestMs = 7 * 86_400_000L;
    private static readonly NumberField Energy = NumberField.Of("active-energy", "kcal");
    private static readonly NumberField Distance = NumberField.Of("distance", "m", shift: -3);
    private static readonly NumberField Steps = NumberField.Of("steps");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");

    public static void Take(Handover handover, JsonElement item, JsonElement exercise)
    {
        var when = exercise.Get("interval");
        if (
            !IsoTime.TryParse(when.Get("startTime").Text(), out var start)
            || !IsoTime.TryParse(when.Get("endTime").Text(), out var end)
        )
        {
            handover.Refuse(Name, RefusalReason.Date, when.Get("startTime").Text());
            return;
        }
        if (end.Ms - start.Ms is < 0 or > LongestMs)
        {
            handover.Refuse(Name, RefusalReason.EndBeforeStart, when.Get("endTime").Text());
            return;
        }
        var sums = exercise.Get("metricsSummary");
        var totals = new Totals()
            .Add("sum", Energy, sums.Get("caloriesKcal").Text(), zeroIsNone: true)
            .Add("sum", Distance, sums.Get("distanceMillimeters").Text(), zeroIsNone: true)
            .Add("sum", Steps, sums.Get("steps").Text(), zeroIsNone: true)
            .Add(
                "mean",
                HeartRate,
                sums.Get("averageHeartRateBeatsPerMinute").Text(),
                zeroIsNone: true
            );
        handover.Take(
            new IncomingWorkout(
                GoogleHealthFormat.SourceOf(item),
                ActivityNames.Of(exercise.Text("exerciseType") ?? ""),
                start.Ms,
                end.Ms - start.Ms,
                totals.All,
                GoogleHealthFormat.ZoneOf(when.Get("startUtcOffset").Text()),
                GoogleHealthFormat.IdentityOf(item, GoogleHealthSleep.VersionOf(exercise)),
                Name,
                0
            )
        );
    }
}
