namespace HealthRecord.Domain.Time;

/// <summary>Where a person lived, and from which local day on: the zone of a date is that of the last line not after it.</summary>
/// <param name="Lines">Ordered by day; the first applies to everything before it too.</param>
public sealed record ZoneTimeline(IReadOnlyList<ZoneLine> Lines)
{
    public static ZoneTimeline Of(string iana) => new([new ZoneLine(DateOnly.MinValue, iana)]);
}

/// <param name="Iana">IANA name, as in <c>Europe/Paris</c>.</param>
public readonly record struct ZoneLine(DateOnly From, string Iana);
