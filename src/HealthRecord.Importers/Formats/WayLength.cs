namespace HealthRecord.Importers.Formats;

/// <summary>Length of a way over a round earth, added up from point to point, in metres.</summary>
internal sealed class WayLength
{
    private const double EarthRadius = 6_371_008.8;
    private (double Latitude, double Longitude)? last;

    public double Metres { get; private set; }

    /// <summary>In degrees.</summary>
    public void Add(double latitude, double longitude)
    {
        var here = (double.DegreesToRadians(latitude), double.DegreesToRadians(longitude));
        if (last is { } from)
            Metres += Between(from, here);
        last = here;
    }

    // The haversine formula: right for neighbours too, where the cosine has no digits left.
    private static double Between((double Lat, double Lon) a, (double Lat, double Lon) b)
    {
        var (dLat, dLon) = (Math.Sin((b.Lat - a.Lat) / 2), Math.Sin((b.Lon - a.Lon) / 2));
        var h = (dLat * dLat) + (Math.Cos(a.Lat) * Math.Cos(b.Lat) * dLon * dLon);
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }
}
