namespace HealthRecord.Domain.Readings;

/// <summary>Groups a stream of millions of readings of one import into segments, in bounded memory.</summary>
/// <remarks>
/// Equal readings within the file fall together; how many did is counted per <see cref="IncomingReading.Origin"/>. Memory
/// holds compact columns, and encoded months once a series has grown beyond some thousand readings: 4 million readings
/// stay well under 100 MB. Not safe for several threads.
/// </remarks>
public sealed class SegmentAssembler(ImportId import)
{
    public ImportId Import => import;

    public void Add(in IncomingReading reading) => throw new NotImplementedException();

    public long Count => throw new NotImplementedException();

    /// <summary>The finished months, one series after the other; may be enumerated once, each segment is handed out and let go.</summary>
    public IEnumerable<AssembledSegment> Finish() => throw new NotImplementedException();
}

/// <param name="Origins">How many records of the file stand behind the segment, per the producer's own name of the type.</param>
/// <param name="Repeated">How many of those said what another record of the file had said already, per the same name.</param>
public sealed record AssembledSegment(
    Measures.Kind Kind,
    Segment Segment,
    IReadOnlyDictionary<string, int> Origins,
    IReadOnlyDictionary<string, int> Repeated
);
