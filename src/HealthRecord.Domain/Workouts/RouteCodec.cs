using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Workouts;

/// <summary>A route as bytes: each point as its distance from the one before, about eight bytes for a point a second.</summary>
public static class RouteCodec
{
    private const byte Format = 1;

    public static byte[] Encode(IReadOnlyList<RoutePoint> route)
    {
        var bytes = new ByteWriter(16 + (route.Count * 9));
        bytes.Byte(Format);
        bytes.Unsigned((ulong)route.Count);
        var before = default(RoutePoint);
        var altitude = 0;
        foreach (var point in route)
        {
            bytes.Signed(point.AtMs - before.AtMs);
            bytes.Signed((long)point.LatitudeE7 - before.LatitudeE7);
            bytes.Signed((long)point.LongitudeE7 - before.LongitudeE7);
            bytes.Byte(point.AltitudeCm is null ? (byte)0 : (byte)1);
            if (point.AltitudeCm is { } height)
            {
                bytes.Signed((long)height - altitude);
                altitude = height;
            }
            before = point;
        }
        return bytes.ToArray();
    }

    /// <exception cref="SegmentDamagedException">These are not the bytes of a route.</exception>
    public static IReadOnlyList<RoutePoint> Decode(ReadOnlySpan<byte> encoded)
    {
        var bytes = new ByteReader(encoded);
        if (bytes.Byte() != Format)
            throw new SegmentDamagedException("Not a route that this program writes.");
        var count = bytes.Unsigned();
        // A point takes four bytes at least: a count that lies asks for no memory.
        if (count > (ulong)encoded.Length / 4)
            throw new SegmentDamagedException("More points than bytes.");
        var route = new RoutePoint[(int)count];
        var before = default(RoutePoint);
        var altitude = 0;
        for (var i = 0; i < route.Length; i++)
        {
            var at = before.AtMs + bytes.Signed();
            var latitude = (int)(before.LatitudeE7 + bytes.Signed());
            var longitude = (int)(before.LongitudeE7 + bytes.Signed());
            int? height = bytes.Byte() == 0 ? null : altitude += (int)bytes.Signed();
            before = route[i] = new(at, latitude, longitude, height);
        }
        return route;
    }
}
