using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Imports;

/// <summary>What a batch does to one month of one series.</summary>
internal sealed class IngestMonth
{
    private readonly Dictionary<ReadingKey, Fact> there;
    private readonly Dictionary<ReadingKey, Mark> marks;
    private readonly List<Fact> carried = [];
    private readonly ImportSet run;

    public IngestMonth(MonthName name, Segment? present, ImportId run)
    {
        (Kind, Source, Month) = name;
        this.run = ImportSet.Of(run);
        there = [];
        foreach (var fact in present?.Facts ?? [])
            if (there.GetValueOrDefault(fact.Key) is not { } other || other.Version <= fact.Version)
                there[fact.Key] = fact;
        marks = (present?.Marks ?? []).ToDictionary(m => m.Key);
    }

    public Kind Kind { get; }
    public SourceKey Source { get; }
    public int Month { get; }

    /// <summary>Null when the month stays as it is: everything is there, carried by this very run.</summary>
    public SegmentChange? Change =>
        carried.Count == 0
            ? null
            : SegmentChange.Add(Kind, Segment.Of(Kind.Code, Source, Month, carried, []));

    /// <summary>Said again, a reading is there already; said otherwise under the same id and version, it is refused.</summary>
    public IngestResult Take(UnderstoodItem item)
    {
        var fact = new Fact(item.Content, item.Identity, run);
        var known = there.GetValueOrDefault(item.Key);
        // Without an id the key is what it says: only how the same number was written can differ then.
        if (
            item.Identity is not null
            && known is not null
            && known.Version == fact.Version
            && known.Content != fact.Content
        )
            return new(IngestState.Refused);
        var mark = marks.GetValueOrDefault(item.Key);
        if (known is null || !Carries(known, fact))
        {
            carried.Add(fact);
            there[item.Key] =
                known is not null && known.Version > fact.Version ? known
                : known is not null && known.Content == fact.Content
                    ? fact with
                    {
                        Imports = known.Imports.Union(run),
                    }
                : fact;
        }
        if (mark is { State: not MarkState.Kept })
            return new(IngestState.DeletedByHand);
        if (known is not null && known.Version >= fact.Version)
            return new(IngestState.AlreadyThere);
        return new(
            item.Doubtful && mark?.Confirmed != true ? IngestState.SetAside : IngestState.Added
        );
    }

    private bool Carries(Fact known, Fact told) =>
        known.Version == told.Version && run.Ids.All(known.Imports.Contains);
}
