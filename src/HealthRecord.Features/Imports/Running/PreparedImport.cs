using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Imports;

/// <summary>Everything of an import that was slow: what is left is one short transaction.</summary>
internal sealed record PreparedImport(PreparedWrite Write, IReadOnlyList<TouchedSegment> Touched);
