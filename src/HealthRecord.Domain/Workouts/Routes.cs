using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Workouts;

/// <summary>Lengths and cuts of routes.</summary>
public static class Routes
{
    /// <summary>Mean radius of the earth in metres (IUGG).</summary>
    private const double EarthMetres = 6_371_008.8;
    private const double E7 = 1e7;

    /// <summary>Along the great circle (haversine formula), in metres.</summary>
    public static double Metres(in RoutePoint from, in RoutePoint to)
    {
        var (lat1, lat2) = (Radians(from.LatitudeE7), Radians(to.LatitudeE7));
        var half = Math.Sin((lat2 - lat1) / 2);
        var turn = Math.Sin(Radians((long)to.LongitudeE7 - from.LongitudeE7) / 2);
        var h = (half * half) + (Math.Cos(lat1) * Math.Cos(lat2) * turn * turn);
        return 2 * EarthMetres * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    /// <summary>Length of the whole way, in metres.</summary>
    public static double Metres(IReadOnlyList<RoutePoint> route)
    {
        var sum = 0.0;
        for (var i = 1; i < route.Count; i++)
            sum += Metres(route[i - 1], route[i]);
        return sum;
    }

    /// <summary>
    /// Without everything that comes within so many metres, as the crow flies, of the first or the last point, wherever on the
    /// way it lies: both mostly are somebody's home, and a round that passes it again would show it.
    /// </summary>
    public static IReadOnlyList<RoutePoint> CutEnds(IReadOnlyList<RoutePoint> route, double metres)
    {
        if (route.Count == 0 || metres <= 0)
            return route;
        var (first, last) = (route[0], route[^1]);
        return [.. route.Where(p => Metres(first, p) > metres && Metres(last, p) > metres)];
    }

    private static double Radians(long e7) => e7 / E7 * Math.PI / 180;
}
