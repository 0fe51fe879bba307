using System.Xml;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Gpx;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>The routes beside an export, read before it, so that each workout can be handed out with its own.</summary>
/// <remarks>
/// A workout names its files by path. Those of exports that name none are found by time. What is held is what the workouts
/// will hold anyway: a sketch of each route.
/// </remarks>
internal sealed class AppleRoutes
{
    private const long SlackMs = 60_000;

    private readonly Dictionary<string, List<OneRoute>> byName = new(
        StringComparer.OrdinalIgnoreCase
    );
    private readonly List<OneRoute> all = [];

    public static readonly AppleRoutes None = new();

    public bool Any => all.Count > 0;
    public int Thinned { get; private set; }

    /// <summary>Routes that no workout asked for.</summary>
    public IReadOnlyList<string> Unclaimed => [.. all.Where(r => !r.IsTaken).Select(r => r.Path)];

    public static AppleRoutes Read(IEnumerable<SourceFile> files, FormatRun run)
    {
        var routes = new AppleRoutes();
        run.Each(files, (file, _) => routes.Read(file, run));
        return routes;
    }

    /// <summary>By the path that the workout names, as in <c>/workout-routes/route_1.gpx</c>: its end, because the folder around it has a name of its own.</summary>
    public IReadOnlyList<RoutePoint> Named(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var tail = "/" + path.TrimStart('/');
        return
            byName.TryGetValue(name, out var same)
            && same.Find(r => $"/{r.Path}".EndsWith(tail, StringComparison.OrdinalIgnoreCase))
                is { } route
            ? route.Take()
            : [];
    }

    /// <summary>Those that begin within a workout, or a minute before. One that was taken has no points any more.</summary>
    public IReadOnlyList<RoutePoint> Within(long startMs, long endMs) =>
        [
            .. all.Where(r =>
                    r.Points.Count > 0
                    && r.Points[0].AtMs >= startMs - SlackMs
                    && r.Points[0].AtMs <= endMs
                )
                .SelectMany(r => r.Take()),
        ];

    private void Read(SourceFile file, FormatRun run)
    {
        var sketch = new RouteSketch();
        var times = new TrackTimes(new LocalTimes(run.Context.Zones));
        try
        {
            using var text = file.OpenText();
            using var xml = PlainXml.Open(text);
            var gpx = new GpxReader(xml);
            while (gpx.Read())
            {
                run.Stop.ThrowIfCancellationRequested();
                if (
                    gpx.Node == GpxNode.TrackPoint
                    && times.TryParse(gpx.Time, out var ms, out _)
                    && RouteSketch.Of(ms, gpx.Latitude, gpx.Longitude, gpx.Altitude) is { } point
                )
                    sketch.Add(point);
            }
        }
        catch (XmlException)
        {
            // The workout itself is whole: half its route is better than none, and the damage is named.
            Add(file, sketch);
            throw;
        }
        Add(file, sketch);
    }

    private void Add(SourceFile file, RouteSketch sketch)
    {
        Thinned += sketch.IsThinned ? 1 : 0;
        var route = new OneRoute(file.Path, sketch.Points);
        all.Add(route);
        if (!byName.TryGetValue(file.Name, out var same))
            byName[file.Name] = same = [];
        same.Add(route);
    }

    /// <summary>Once taken it is the workout's, and no longer held here.</summary>
    private sealed class OneRoute(string path, IReadOnlyList<RoutePoint> points)
    {
        public string Path => path;
        public IReadOnlyList<RoutePoint> Points { get; private set; } = points;
        public bool IsTaken { get; private set; }

        public IReadOnlyList<RoutePoint> Take()
        {
            var taken = Points;
            (Points, IsTaken) = ([], true);
            return taken;
        }
    }
}
