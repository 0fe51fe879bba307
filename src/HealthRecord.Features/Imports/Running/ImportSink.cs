using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>Takes what an importer finds: groups what its starter may write, counts the rest. Nothing is stored here.</summary>
internal sealed class ImportSink(ImportId run, RecordDomains writable) : IImportSink
{
    private long bytesRead;
    private long found;

    public SegmentAssembler Readings { get; } = new(run);
    public List<IncomingWorkout> Workouts { get; } = [];
    public ImportTally Tally { get; } = new();
    public List<ImportWarning> Warnings { get; } = [];
    public DateOnly? FileBornOn { get; private set; }
    public long WorkoutsNotAllowed { get; private set; }

    // Read by the thread that shows progress.
    public long BytesRead => Interlocked.Read(ref bytesRead);
    public long Found => Interlocked.Read(ref found);

    public void Take(in IncomingReading reading)
    {
        if ((writable & reading.Kind.Domain) == RecordDomains.None)
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
        Workouts.Add(workout);
    }

    public void Merged(string origin, int records) => Tally.Of(origin, null).Merged += records;

    public void Refuse(in Refusal refusal) => Tally.Refuse(refusal);

    public void Warn(string key, params IReadOnlyList<string> arguments) =>
        Warnings.Add(new(key, [.. arguments]));

    public void BornOn(DateOnly day) => FileBornOn ??= day;

    public void Progress(long bytes) => Interlocked.Exchange(ref bytesRead, bytes);
}
