using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>Takes what an importer finds: groups what its starter may write, counts the rest. Nothing is stored here.</summary>
internal sealed class ImportSink(ImportId run, RecordDomains writable) : IImportSink
{
    /// <summary>Some ten million points: two thousand hours of one a second, and no hostile file can ask for more.</summary>
    private const long MostRouteBytes = 100_000_000;

    /// <summary>Some thousand of half a minute.</summary>
    private const long MostCurveBytes = 64_000_000;

    private long bytesRead;
    private long curveBytes;
    private long routeBytes;
    private long routesLeftOut;
    private long found;

    public SegmentAssembler Readings { get; } = new(run);
    public List<TakenWorkout> Workouts { get; } = [];
    public List<TakenEcg> Ecgs { get; } = [];

    /// <summary>Electrocardiograms that found no room.</summary>
    public long EcgsLeftOut { get; private set; }
    public ImportTally Tally { get; } = new();
    public SoughtReadings Sought { get; } = new();
    public List<ImportWarning> Warnings { get; } = [];

    /// <summary>Workouts that were kept without their route.</summary>
    public long RoutesLeftOut => routesLeftOut;
    public DateOnly? FileBornOn { get; private set; }
    public long WorkoutsNotAllowed { get; private set; }

    // Read by the thread that shows progress.
    public long BytesRead => Interlocked.Read(ref bytesRead);
    public long Found => Interlocked.Read(ref found);

    public void Take(in IncomingReading reading)
    {
        if (!MayWrite(reading.Kind))
        {
            Tally.NotAllowed(reading.Origin, reading.Kind.Code, reading.Kind.Domain);
            return;
        }
        Readings.Add(reading);
        found++;
    }

    public void Take(IncomingWorkout workout)
    {
        if ((writable & RecordDomains.Sport) == RecordDomains.None)
        {
            WorkoutsNotAllowed++;
            Tally.NotAllowed(RecordDomains.Sport);
            return;
        }
        var route = workout.Route.Count == 0 ? null : WorkoutRoute.Of(workout.Route);
        routeBytes += route?.Points.Length ?? 0;
        if (route is not null && routeBytes > MostRouteBytes)
        {
            routesLeftOut++;
            route = null;
        }
        Workouts.Add(new(workout with { Route = [] }, route));
    }

    public void Take(IncomingTrace trace)
    {
        if ((writable & Ecg.Type.Domain) == RecordDomains.None)
        {
            Tally.NotAllowed(Ecg.Type.Domain);
            return;
        }
        var curve = TraceCodec.Encode(trace.Nanovolts);
        curveBytes += curve.Length;
        if (curveBytes > MostCurveBytes)
            EcgsLeftOut++;
        else
            Ecgs.Add(new(trace with { Nanovolts = [] }, curve));
    }

    public void Merged(string origin, int records) => Tally.Of(origin, null).Merged += records;

    public void Refuse(in Refusal refusal) => Tally.Refuse(refusal);

    public void Withdraw(Retraction word)
    {
        // Without the right to write there, nothing is taken out of what is shown either.
        var forbidden = word.Kinds.Where(k => !MayWrite(k)).ToList();
        foreach (var kind in forbidden)
            Tally.NotAllowed(kind.Domain);
        if (forbidden.Count > 0)
            return;
        // Where the word says that it stands, it hides the reading even if that comes later.
        foreach (var place in word.Places)
            Readings.Withdraw(place.Kind, place.Source, place.StartMs, place.Identity);
        Sought.Add(word);
    }

    public bool MayWrite(Kind kind) => (writable & kind.Domain) != RecordDomains.None;

    public void Warn(string key, params IReadOnlyList<string> arguments) =>
        Warnings.Add(new(key, [.. arguments]));

    public void BornOn(DateOnly day) => FileBornOn ??= day;

    public void Progress(long bytes) => Interlocked.Exchange(ref bytesRead, bytes);
}
