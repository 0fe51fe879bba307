using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>Counts what becomes of every record, by the producer's own name of its type.</summary>
internal sealed class ImportTally
{
    private readonly Dictionary<string, KindCounts> counts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> sources = new(StringComparer.Ordinal);
    private readonly List<RefusedLine> refused = [];
    private RefusalRuns? further;
    private RecordDomains notAllowed;
    private long takenBack;

    public KindCounts Of(string origin, string? kind)
    {
        if (!counts.TryGetValue(origin, out var found))
            counts[origin] = found = new(origin);
        found.Kind ??= kind;
        return found;
    }

    public void NotAllowed(string origin, string kind, RecordDomains domain)
    {
        Of(origin, kind).NotAllowed++;
        notAllowed |= domain;
    }

    public void NotAllowed(RecordDomains domain) => notAllowed |= domain;

    public void Refuse(in Refusal refusal)
    {
        Of(refusal.Origin, null).Refused++;
        if (refused.Count < ImportReport.ListedRefusals)
            refused.Add(
                new(
                    refusal.Line,
                    refusal.Origin,
                    NameOf(refusal.Reason),
                    refusal.Text ?? string.Empty
                )
            );
        else
            (further ??= new()).Add(refusal.Origin, NameOf(refusal.Reason), refusal.Line);
    }

    /// <summary>Spreads what merging did to the keys of a segment over the names under which the file told them.</summary>
    /// <remarks>Nearly always there is one name. With several, the sums are right and the split is by their order.</remarks>
    public void Merged(AssembledSegment assembled, MergeTally tally)
    {
        takenBack += tally.TakenBack;
        // A month of which the file only takes something back has no records of its own.
        if (assembled.Origins.Count > 0)
            sources.Add(assembled.Segment.Source.Name);
        long[] left =
        [
            tally.Added,
            tally.SetAside,
            tally.AlreadyThere,
            tally.DeletedByHand,
            tally.Withdrawn,
        ];
        foreach (
            var (origin, records) in assembled.Origins.OrderBy(o => o.Key, StringComparer.Ordinal)
        )
        {
            var repeated = assembled.Repeated.GetValueOrDefault(origin);
            var row = Of(origin, assembled.Kind.Code);
            row.AlreadyThere += repeated;
            var keys = (long)(records - repeated);
            row.Added += Take(ref left[0], ref keys);
            row.SetAside += Take(ref left[1], ref keys);
            row.AlreadyThere += Take(ref left[2], ref keys);
            row.DeletedByHand += Take(ref left[3], ref keys);
            row.Withdrawn += Take(ref left[4], ref keys);
        }
    }

    public void WriteInto(ImportReport report)
    {
        report.Kinds.AddRange(
            counts.Values.Where(c => c.Total > 0).OrderBy(c => c.Origin, StringComparer.Ordinal)
        );
        report.TakenBack = takenBack;
        report.RefusedLines.AddRange(refused);
        report.FurtherRefusals = further?.Finish();
        report.Sources.AddRange(sources.Where(s => s.Length > 0));
        report.NotAllowedDomains.AddRange(
            Enum.GetValues<RecordDomains>()
                .Where(d => d != RecordDomains.None && notAllowed.HasFlag(d))
                .Select(d => d.ToString())
        );
    }

    // Asked for every line of a file that is refused: the name of a value is not made anew each time.
    private static string NameOf(RefusalReason reason) => Enum.GetName(reason) ?? "";

    private static long Take(ref long from, ref long keys)
    {
        var taken = Math.Min(from, keys);
        from -= taken;
        keys -= taken;
        return taken;
    }
}
