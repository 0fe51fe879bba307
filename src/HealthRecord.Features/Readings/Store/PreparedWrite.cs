using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Readings.Store;

/// <summary>One month of a series, merged and sealed outside of the write lock.</summary>
/// <param name="SeenVersion">Version of the row it was merged from; 0 when there was none.</param>
/// <param name="Cell">Null when the row goes.</param>
internal sealed record PreparedSegment(
    SegmentChange Change,
    Guid RowId,
    byte[] Tag,
    byte[] KindTag,
    long SeenVersion,
    byte[]? Cell
);

/// <summary>A year of a kind, computed from segments that this same write stores; thrown away if one of them changed meanwhile.</summary>
internal sealed record PreparedTable(Kind Kind, int Year, byte[] Tag, Guid RowId, byte[] Cell);

/// <summary>Everything slow is done: reading, merging, sealing. What is left is one short transaction.</summary>
internal sealed record PreparedWrite(
    PersonId Person,
    IReadOnlyList<PreparedSegment> Segments,
    IReadOnlyList<PreparedTable> Tables
);
