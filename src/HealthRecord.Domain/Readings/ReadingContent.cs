using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings;

/// <summary>What a reading says, exactly as it was written.</summary>
/// <param name="StartMs">Start instant in milliseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="DurationMs">Length of the interval, 0 for a moment.</param>
/// <param name="Value">As written, in <paramref name="Unit"/>; for coded kinds the index into <see cref="Kind.Codes"/>.</param>
/// <param name="Unit">UCUM code of one of <see cref="Kind.Units"/>; null for coded kinds.</param>
/// <param name="Parts">The further numbers of a reading of several parts.</param>
/// <param name="Zone">IANA name, or an offset as <c>+02:00</c>; null when the person's zone applies.</param>
public sealed record ReadingContent(
    long StartMs,
    long DurationMs,
    WrittenNumber Value,
    string? Unit,
    ReadingParts? Parts,
    string? Zone,
    ZoneOrigin ZoneOrigin
);
