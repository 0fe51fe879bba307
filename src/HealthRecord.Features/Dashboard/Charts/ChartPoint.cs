namespace HealthRecord.Features.Dashboard.Charts;

/// <summary>One point of a line. <paramref name="X"/> in milliseconds since 1970-01-01T00:00:00Z.</summary>
public readonly record struct ChartPoint(long X, double Y);
