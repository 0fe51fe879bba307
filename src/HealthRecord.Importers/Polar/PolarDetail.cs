using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Polar;

/// <summary>What an exercise tells beside its sums: how hard it was, and where it went.</summary>
internal static class PolarDetail
{
    private const int MostPoints = 500_000;

    /// <summary>−1 is the producer's word for none.</summary>
    public static List<WorkoutEffort> Efforts(JsonElement? load)
    {
        var efforts = new List<WorkoutEffort>();
        foreach (
            var (name, scale) in new[]
            {
                ("cardioLoad", "training-load"),
                ("muscleLoad", "muscle-load"),
                ("sessionRPE", "rpe"),
            }
        )
            if (load.Get(name).TryNumber(out var value) && value.Digits >= 0)
                efforts.Add(new(scale, value));
        return efforts;
    }

    public static List<RoutePoint> Route(JsonElement exercise, PolarClock clock)
    {
        var route = new List<RoutePoint>();
        foreach (var point in exercise.Get("samples").Get("recordedRoute").Items())
        {
            if (
                route.Count == MostPoints
                || clock.Ms(point.Text("dateTime")) is not { } ms
                || Degrees(point, "latitude", 90) is not { } latitude
                || Degrees(point, "longitude", 180) is not { } longitude
            )
                continue;
            int? altitude =
                point.Get("altitude").TryNumber(out var metres)
                && Math.Abs(metres.ToDouble()) < 20_000
                    ? (int)Math.Round(metres.ToDouble() * 100)
                    : null;
            route.Add(new(ms, latitude, longitude, altitude));
        }
        return route;
    }

    private static int? Degrees(JsonElement point, string name, int most) =>
        point.Get(name).TryNumber(out var degrees) && Math.Abs(degrees.ToDouble()) <= most
            ? (int)Math.Round(degrees.ToDouble() * 1e7)
            : null;
}
