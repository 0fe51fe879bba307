using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Formats;

/// <summary>One record of a file, understood but not yet judged.</summary>
/// <param name="Origin">The producer's own name of the type: the report counts by it.</param>
/// <param name="Value">In the measure's unit; for coded kinds the index of the code.</param>
/// <param name="EndMs">Equal to the start for a moment.</param>
internal readonly record struct Found(
    string Origin,
    Measure Measure,
    SourceKey Source,
    long StartMs,
    long EndMs,
    WrittenNumber Value
)
{
    /// <summary>Blood pressure: diastolic, mean, pulse, in the order of the kind's components behind the first.</summary>
    public ReadingParts? Parts { get; init; }

    /// <summary>IANA name, or an offset as <c>+02:00</c>; null when the file gives none.</summary>
    public string? Zone { get; init; }

    /// <summary>The name that the producer itself gives the record; null where what it says is its only name.</summary>
    public ExternalIdentity? Identity { get; init; }

    /// <summary>1-based; 0 when the format has no lines.</summary>
    public long Line { get; init; }
}
