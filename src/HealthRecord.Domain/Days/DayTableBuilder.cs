using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;

namespace HealthRecord.Domain.Days;

/// <summary>Where the person stood and whom they believe: what a day table depends on beside the readings.</summary>
/// <param name="Priority">The person's own order of sources for the kind, best first; sources that are not named follow by <see cref="SourceClasses"/>.</param>
/// <param name="Overrules">Local days on which the person chose one source alone.</param>
public sealed record DayContext(
    ZoneTimeline Zones,
    IReadOnlyList<SourceKey> Priority,
    IReadOnlyDictionary<DateOnly, SourceKey> Overrules
);

/// <summary>Computes a year of days from all readings of a kind. Pure.</summary>
/// <remarks>
/// Works on the UTC minute axis; each minute belongs to the local day of the winning reading's zone (its own, else the
/// person's at that date), so that sums over days are conserved.
/// </remarks>
public static class DayTableBuilder
{
    public const int Algorithm = 1;

    /// <param name="readings">Everything from the last day of the year before to the first of the year after.</param>
    public static DayTable Build(
        Kind kind,
        int year,
        DayContext context,
        IReadOnlyList<SourceReadings> readings,
        IReadOnlyList<RowVersion> rows
    ) => throw new NotImplementedException();

    /// <summary>What <see cref="Build"/> would write into the table now, to compare with what stands in it.</summary>
    public static DayTableBasis BasisOf(DayContext context, IReadOnlyList<RowVersion> rows) =>
        throw new NotImplementedException();
}

public static class DayTableCodec
{
    public static byte[] Encode(DayTable table) => throw new NotImplementedException();

    /// <exception cref="SegmentDamagedException">Not the bytes of a day table.</exception>
    public static DayTable Decode(ReadOnlySpan<byte> bytes) => throw new NotImplementedException();
}

/// <summary>What kind of device a source is, by its producer and the words in its name.</summary>
public static class SourceClasses
{
    public static SourceClass Of(SourceKey source) => throw new NotImplementedException();

    /// <summary>Best first: the person's own order, then worn, sensor, phone, app, hand, then by name.</summary>
    public static IReadOnlyList<SourceKey> Order(
        IEnumerable<SourceKey> sources,
        IReadOnlyList<SourceKey> own
    ) => throw new NotImplementedException();
}
