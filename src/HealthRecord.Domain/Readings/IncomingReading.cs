using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings;

/// <summary>How the zone of a reading became known.</summary>
public enum ZoneOrigin : byte
{
    /// <summary>No zone came with the reading: the person's zone at that date applies.</summary>
    Unknown,

    /// <summary>An explicit offset of the record.</summary>
    File,

    /// <summary>A zone named in the record's metadata.</summary>
    Metadata,
}

/// <summary>The further numbers of a reading of several parts, in the order of <see cref="Kind.Components"/> after the first; null where absent.</summary>
public sealed record ReadingParts(IReadOnlyList<WrittenNumber?> Rest)
{
    public bool Equals(ReadingParts? other) => other is not null && Rest.SequenceEqual(other.Rest);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var number in Rest)
            hash.Add(number);
        return hash.ToHashCode();
    }
}

/// <summary>The identity that the producer itself gave a reading (sync identifier, uuid, log id) and its version.</summary>
public sealed record ExternalIdentity(string Id, long Version);

/// <summary>One reading as an importer hands it out.</summary>
/// <param name="StartMs">Start instant in milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="DurationMs">Length of the interval, 0 for a moment.</param>
/// <param name="Value">As written, in <paramref name="Unit"/>; for coded kinds the index into <see cref="Kind.Codes"/>.</param>
/// <param name="Unit">One of <see cref="Kind.Units"/>; null for coded kinds.</param>
/// <param name="Zone">IANA name, or an offset as <c>+02:00</c>; null when unknown.</param>
/// <param name="Origin">The producer's own name of the type, by which the report counts.</param>
/// <param name="Line">Where it stands in the file, for the report; 0 when unknown.</param>
public readonly record struct IncomingReading(
    Kind Kind,
    SourceKey Source,
    Unit? Unit,
    long StartMs,
    long DurationMs,
    WrittenNumber Value,
    ReadingParts? Parts,
    string? Zone,
    ZoneOrigin ZoneOrigin,
    ExternalIdentity? Identity,
    string Origin,
    long Line
);
