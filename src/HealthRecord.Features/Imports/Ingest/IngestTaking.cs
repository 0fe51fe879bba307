using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Readings.Store;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>A month of a series by its names.</summary>
internal readonly record struct MonthName(Kind Kind, SourceKey Source, int Month);

/// <summary>A batch item by item: an answer for each, what has to change, and the counts for the report of the day.</summary>
internal sealed class IngestTaking
{
    private readonly Dictionary<MonthName, IngestMonth> months = [];
    private readonly Dictionary<MonthName, long> versions = [];
    private readonly ImportTally tally = new();
    private readonly HashSet<string> sources = new(StringComparer.Ordinal);
    private readonly List<IngestResult> results = [];

    private IngestTaking() { }

    public IReadOnlyList<IngestResult> Results => results;
    public List<SegmentChange> Changes { get; } = [];
    public List<TouchedSegment> Touched { get; } = [];
    public ImportReport Report { get; } = new();

    /// <summary>Version of the row of a month that the answers were found from; 0 for none.</summary>
    public long SeenVersion(SegmentChange change) =>
        versions[new(change.Kind, change.Source, change.Month)];

    public static async Task<IngestTaking> OfAsync(
        IngestBatch batch,
        IngestReader reader,
        Func<MonthName, Task<StoredSegment?>> present,
        ImportId run
    )
    {
        var taking = new IngestTaking();
        for (var i = 0; i < batch.Items.Count; i++)
            taking.results.Add(await taking.TakeAsync(i, batch.Items[i], reader, present, run));
        foreach (var month in taking.months.Values)
        {
            if (month.Change is not { } change)
                continue;
            taking.Changes.Add(change);
            taking.Touched.Add(
                new(change.Kind.Code, change.Source.Producer, change.Source.Name, change.Month)
            );
        }
        taking.tally.WriteInto(taking.Report);
        taking.Report.Sources.AddRange(taking.sources.Order(StringComparer.Ordinal));
        return taking;
    }

    private async Task<IngestResult> TakeAsync(
        int index,
        IngestItem item,
        IngestReader reader,
        Func<MonthName, Task<StoredSegment?>> present,
        ImportId run
    )
    {
        if (reader.IsNotAllowed(item) && reader.KindOf(item) is { } closed)
        {
            tally.NotAllowed(closed.Code, closed.Code, closed.Domain);
            return new(IngestState.Refused, ImportErrors.KindNotYours.Key);
        }
        var (understood, reason) = reader.Read(index, item);
        if (understood is null)
            return Refuse(index, item, reader, reason);
        var result = (await MonthAsync(understood, present, run)).Take(understood);
        if (result.State == IngestState.Refused)
            return Refuse(index, item, reader, RefusalReason.SameId);
        sources.Add(understood.Source.Name);
        var counts = tally.Of(understood.Kind.Code, understood.Kind.Code);
        switch (result.State)
        {
            case IngestState.Added:
                counts.Added++;
                break;
            case IngestState.AlreadyThere:
                counts.AlreadyThere++;
                break;
            case IngestState.SetAside:
                counts.SetAside++;
                break;
            default:
                counts.DeletedByHand++;
                break;
        }
        return result;
    }

    private IngestResult Refuse(
        int index,
        IngestItem item,
        IngestReader reader,
        RefusalReason reason
    )
    {
        // What is no kind of ours is counted under one name: senders may invent as many as they like.
        var origin = reader.KindOf(item)?.Code ?? "?";
        tally.Refuse(new Refusal(origin, reason, string.Join(' ', item.Values), index + 1));
        return new(IngestState.Refused, $"import.refused.{reason}");
    }

    private async Task<IngestMonth> MonthAsync(
        UnderstoodItem item,
        Func<MonthName, Task<StoredSegment?>> present,
        ImportId run
    )
    {
        var name = new MonthName(item.Kind, item.Source, item.Month);
        if (months.TryGetValue(name, out var known))
            return known;
        var stored = await present(name);
        versions[name] = stored?.Version ?? 0;
        return months[name] = new(name, stored?.Segment, run);
    }
}
