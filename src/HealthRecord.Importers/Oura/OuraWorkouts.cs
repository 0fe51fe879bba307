using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Oura;

/// <summary>Sessions with a start and an end: those with an activity are workouts.</summary>
internal static class OuraWorkouts
{
    private static readonly NumberField ActiveEnergy = NumberField.Of("active-energy", "kcal");
    private static readonly NumberField Distance = NumberField.Of("distance", "m");

    public static void Take(JsonElement item, long line, Handover handover)
    {
        // Breathing, resting, meditating: a session, no sport.
        var origin = item.Get("activity") is null ? "session" : "workout";
        if (
            !IsoTime.TryParse(item.Text("start_datetime"), out var start)
            || !IsoTime.TryParse(item.Text("end_datetime"), out var end)
        )
        {
            handover.Refuse(origin, RefusalReason.Date, item.Text("start_datetime"), line);
            return;
        }
        if (item.Get("activity") is null)
        {
            handover.Refuse(origin, RefusalReason.UnknownType, item.Text("type"), line);
            return;
        }
        handover.Take(
            new IncomingWorkout(
                OuraItems.Source,
                ActivityNames.Of(item.Text("activity") ?? ""),
                start.Ms,
                end.Ms - start.Ms,
                new Totals()
                    .Add("sum", ActiveEnergy, item.Text("calories"), zeroIsNone: true)
                    .Add("sum", Distance, item.Text("distance"), zeroIsNone: true)
                    .All,
                start.Zone,
                item.Text("id") is { } id ? new($"oura-{id}", 0) : null,
                origin,
                line
            )
        );
    }
}
