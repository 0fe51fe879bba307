namespace HealthRecord.Features.Dashboard.Charts;

/// <summary>Fewer points that look the same: largest triangle three buckets.</summary>
/// <remarks>Steinarsson, Downsampling Time Series for Visual Representation, University of Iceland, 2013.</remarks>
public static class Downsampling
{
    /// <param name="points">Ordered by X.</param>
    /// <param name="most">At least 3. First and last point always stay.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is below 3.</exception>
    public static IReadOnlyList<ChartPoint> Reduce(IReadOnlyList<ChartPoint> points, int most)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 3);
        if (points.Count <= most)
            return points;

        var kept = new List<ChartPoint>(most) { points[0] };
        var width = (points.Count - 2) / (double)(most - 2);
        var last = 0;
        for (var bucket = 0; bucket < most - 2; bucket++)
        {
            var from = (int)(bucket * width) + 1;
            var to = (int)((bucket + 1) * width) + 1;
            var ahead = Middle(points, to, Math.Min((int)((bucket + 2) * width) + 1, points.Count));
            last = Farthest(points, from, to, points[last], ahead);
            kept.Add(points[last]);
        }
        kept.Add(points[^1]);
        return kept;
    }

    private static (double X, double Y) Middle(IReadOnlyList<ChartPoint> points, int from, int to)
    {
        double x = 0;
        double y = 0;
        for (var i = from; i < to; i++)
        {
            x += points[i].X;
            y += points[i].Y;
        }
        return (x / (to - from), y / (to - from));
    }

    private static int Farthest(
        IReadOnlyList<ChartPoint> points,
        int from,
        int to,
        ChartPoint before,
        (double X, double Y) ahead
    )
    {
        var best = from;
        var largest = -1d;
        for (var i = from; i < to; i++)
        {
            var area = Math.Abs(
                ((before.X - ahead.X) * (points[i].Y - before.Y))
                    - ((before.X - (double)points[i].X) * (ahead.Y - before.Y))
            );
            if (area <= largest)
                continue;
            largest = area;
            best = i;
        }
        return best;
    }
}
