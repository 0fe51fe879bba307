using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings.Columns;

namespace HealthRecord.Domain.Readings;

/// <summary>128-bit name of a reading inside its series: computed from what it says, or from the identity its producer gave it.</summary>
/// <remarks>Never shown: it tells when a reading was. Public ids are a keyed hash of it.</remarks>
public readonly record struct ReadingKey(UInt128 Value) : IComparable<ReadingKey>
{
    public int CompareTo(ReadingKey other) => Value.CompareTo(other.Value);
}

/// <summary>One reading after versions and marks were applied, in canonical units: what charts and day tables are computed from.</summary>
/// <param name="First">The value; systolic for blood pressure; the code's index for coded kinds.</param>
/// <param name="Second">Diastolic; NaN where absent. Likewise <paramref name="Third"/> (mean) and <paramref name="Fourth"/> (pulse).</param>
/// <param name="Zone">IANA name or offset of the reading itself; null when the person's zone applies.</param>
/// <param name="SetAside">Implausible, from a file, and not confirmed: kept and listed, left out of charts and summaries.</param>
/// <param name="IsOwn">A person said that it is a measurement of its own: never taken for an echo of another source's.</param>
public readonly record struct ShownReading(
    long StartMs,
    long DurationMs,
    double First,
    double Second,
    double Third,
    double Fourth,
    string? Zone,
    bool SetAside,
    bool IsOwn = false
)
{
    public long EndMs => StartMs + DurationMs;
}

/// <summary>All readings of one kind from one source that a computation looks at, ordered by start.</summary>
public sealed record SourceReadings(SourceKey Source, IReadOnlyList<ShownReading> Readings)
{
    /// <summary>What months of a kind show, by source. Nothing is copied: years of heart rate cost no memory of their own.</summary>
    public static IReadOnlyList<SourceReadings> Of(Kind kind, IEnumerable<Segment> months) =>
        [.. months.GroupBy(m => m.Source).Select(g => Joined(g.Key, g.Select(m => m.Shown(kind))))];

    /// <summary>Several lists of one source as one, in the order of starts; a view where the lists do not overlap.</summary>
    public static SourceReadings Joined(
        SourceKey source,
        IEnumerable<IReadOnlyList<ShownReading>> lists
    ) => new(source, JoinedReadings.Of([.. lists]));
}
