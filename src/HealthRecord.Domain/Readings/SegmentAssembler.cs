using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>Groups a stream of millions of readings of one import into segments, in bounded memory.</summary>
/// <remarks>
/// Equal readings within the file fall together; how many did is counted per <see cref="IncomingReading.Origin"/>. Memory
/// holds a quarter of a million readings as columns and the rest as encoded months: 4 million readings stay well under
/// 100 MB. The order of the file only matters for speed. Not safe for several threads.
/// </remarks>
public sealed class SegmentAssembler(ImportId import)
{
    private const int MostOpen = 1 << 18;
    private const int WorthEncoding = 1 << 11;

    private readonly Dictionary<(string Kind, SourceKey Source), AssembledSeries> series = [];
    private readonly HashSet<MonthBuffer> open = [];
    private readonly ImportSet imports = ImportSet.Of(import);
    private MonthBuffer? last;
    private int openRows;

    public ImportId Import => import;

    public long Count { get; private set; }

    /// <exception cref="ArgumentException">A negative duration, an exponent beyond 18, too many parts or an instant beyond the calendar: the importer has to refuse those.</exception>
    public void Add(in IncomingReading reading)
    {
        if (
            reading.DurationMs is < 0 or > SegmentRules.LongestMs
            || reading.Value.Exponent is < -18 or > 18
            || reading.Parts?.Rest.Count > SegmentRules.MostParts
        )
            throw new ArgumentException("Not a reading that can be kept.", nameof(reading));
        if (last is null || !last.Takes(reading))
        {
            last = BufferOf(reading);
            open.Add(last);
        }
        last.Add(reading);
        Count++;
        if (++openRows >= MostOpen)
            EncodeLarge();
    }

    /// <summary>Adds what a source takes back: it hides the reading of that name in the month of its start.</summary>
    public void Withdraw(Kind kind, SourceKey source, long startMs, ExternalIdentity identity) =>
        WithdrawIn(kind, source, UtcMonth.Of(startMs), identity);

    /// <summary>The same, where the month is known and not the instant.</summary>
    public void WithdrawIn(Kind kind, SourceKey source, int month, ExternalIdentity identity) =>
        SeriesOf(kind, source).Withdraw(month, identity);

    /// <summary>The finished months, one series after the other; may be enumerated once, each segment is handed out and let go.</summary>
    public IEnumerable<AssembledSegment> Finish()
    {
        last = null;
        open.Clear();
        foreach (var one in series.Values)
        foreach (var segment in one.Finish())
            yield return segment;
        series.Clear();
    }

    private MonthBuffer BufferOf(in IncomingReading reading) =>
        SeriesOf(reading.Kind, reading.Source)
            .BufferOf(UtcMonth.Of(reading.StartMs), reading.Origin);

    private AssembledSeries SeriesOf(Kind kind, SourceKey source)
    {
        if (!series.TryGetValue((kind.Code, source), out var one))
            series.Add((kind.Code, source), one = new(kind, source, imports));
        return one;
    }

    private void EncodeLarge()
    {
        Encode(WorthEncoding);
        if (openRows > MostOpen / 2)
            Encode(1);
    }

    private void Encode(int fewest)
    {
        foreach (var buffer in open.Where(b => b.OpenRows >= fewest).ToArray())
        {
            openRows -= buffer.OpenRows;
            buffer.Encode();
            open.Remove(buffer);
        }
        last = null;
    }
}

/// <param name="Origins">How many records of the file stand behind the segment, per the producer's own name of the type.</param>
/// <param name="Repeated">How many of those said what another record of the file had said already, per the same name.</param>
public sealed record AssembledSegment(
    Kind Kind,
    Segment Segment,
    IReadOnlyDictionary<string, int> Origins,
    IReadOnlyDictionary<string, int> Repeated
);
