using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings.Store;

/// <summary>
/// What a use case wants done to one month of one series. It may be applied again, to a newer segment, when another writer
/// was faster: merging, undoing and marking are operations on sets, so repeating them is harmless.
/// </summary>
/// <param name="Edit">From the present segment (null: none) to the next one (null: the row goes).</param>
internal sealed record SegmentChange(
    Kind Kind,
    SourceKey Source,
    int Month,
    Func<Segment?, Segment?> Edit
)
{
    public static SegmentChange Add(Kind kind, Segment addition) =>
        new(
            kind,
            addition.Source,
            addition.Month,
            present => present is null ? addition : Segment.Merge(present, addition)
        );

    /// <summary>The same for an addition that is kept as its bytes: it is an object only if it has to be merged again.</summary>
    public static SegmentChange AddEncoded(
        Kind kind,
        SourceKey source,
        int month,
        byte[] addition
    ) =>
        new(
            kind,
            source,
            month,
            present =>
                SegmentCodec.Decode(addition) is var added && present is null
                    ? added
                    : Segment.Merge(present!, added)
        );

    public static SegmentChange Remove(Kind kind, SourceKey source, int month, ImportId import) =>
        new(
            kind,
            source,
            month,
            present => present?.WithoutImport(import) is { IsEmpty: false } left ? left : null
        );
}
