using System.Globalization;
using System.Text;

namespace HealthRecord.Features.Dashboard.Traces;

/// <summary>A piece of a trace: ten seconds, or what is left.</summary>
/// <param name="Points">Of a polyline.</param>
internal sealed record TraceStrip(int FromSecond, int ToSecond, string Points);

/// <summary>An electrocardiogram drawn as on paper: a square is 0.2 seconds wide and 0.5 millivolts high.</summary>
/// <param name="Grid">Path of the squares.</param>
internal sealed record TraceDrawing(IReadOnlyList<TraceStrip> Strips, double Height, string Grid)
{
    public const int SecondsPerStrip = 10;
    public const double Width = 1000;
    private const double Square = 20;
    private const double UnitsPerNanovolt = Square / 500_000;

    /// <summary>Beyond, the curve runs along the edge: nothing of a heart is that high.</summary>
    private const int HighestNanovolts = 5_000_000;

    /// <summary>Points of one strip; more are finer than the screen.</summary>
    private const int MostBuckets = 1000;

    /// <summary>Null for fewer than two samples.</summary>
    /// <param name="rate">Samples a second.</param>
    public static TraceDrawing? Of(IReadOnlyList<int> nanovolts, double rate)
    {
        if (nanovolts.Count < 2 || rate <= 0)
            return null;
        var top = Edge(nanovolts.Max(), up: true);
        var bottom = Edge(nanovolts.Min(), up: false);
        var height = (top - bottom) * UnitsPerNanovolt;
        var perStrip = Math.Max(1, (int)Math.Round(rate * SecondsPerStrip));
        var strips = new List<TraceStrip>();
        for (var from = 0; from < nanovolts.Count; from += perStrip)
        {
            var count = Math.Min(perStrip, nanovolts.Count - from);
            var second = strips.Count * SecondsPerStrip;
            strips.Add(
                new(
                    second,
                    second + (int)Math.Ceiling(count / rate),
                    Points(nanovolts, from, count, perStrip, top, bottom)
                )
            );
        }
        return new(strips, height, GridOf(height));
    }

    public static string Text(double number) =>
        number.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The lowest and the highest of every few samples: a peak that is narrower than the screen stays.</summary>
    private static string Points(
        IReadOnlyList<int> nanovolts,
        int from,
        int count,
        int perStrip,
        long top,
        long bottom
    )
    {
        var points = new StringBuilder();
        var every = Math.Max(1, perStrip / MostBuckets);
        for (var at = 0; at < count; at += every)
        {
            var (low, high) = (at, at);
            for (var i = at; i < Math.Min(count, at + every); i++)
            {
                if (nanovolts[from + i] < nanovolts[from + low])
                    low = i;
                if (nanovolts[from + i] > nanovolts[from + high])
                    high = i;
            }
            Add(Math.Min(low, high));
            if (low != high)
                Add(Math.Max(low, high));
        }
        return points.ToString();

        void Add(int i)
        {
            if (points.Length > 0)
                points.Append(' ');
            var y = (top - Math.Clamp(nanovolts[from + i], bottom, top)) * UnitsPerNanovolt;
            points.Append(Text(i * Width / perStrip)).Append(',').Append(Text(y));
        }
    }

    /// <summary>The next whole square beyond, and one at least.</summary>
    private static long Edge(int nanovolts, bool up)
    {
        const int square = 500_000;
        var bound = Math.Clamp(nanovolts, -HighestNanovolts, HighestNanovolts);
        return up
            ? Math.Max(square, (long)Math.Ceiling(bound / (double)square) * square)
            : Math.Min(-square, (long)Math.Floor(bound / (double)square) * square);
    }

    private static string GridOf(double height)
    {
        var grid = new StringBuilder();
        for (double x = 0; x <= Width; x += Square)
            grid.Append("M").Append(Text(x)).Append(" 0V").Append(Text(height));
        for (double y = 0; y <= height; y += Square)
            grid.Append("M0 ").Append(Text(y)).Append('H').Append(Text(Width));
        return grid.ToString();
    }
}
