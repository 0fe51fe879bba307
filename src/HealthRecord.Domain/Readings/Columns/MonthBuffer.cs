using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Rows of one month as they come, and pieces of it that were encoded to save memory.</summary>
internal sealed class MonthBuffer(
    Kind kind,
    SourceKey source,
    int month,
    string origin,
    ImportSet imports
)
{
    private readonly long from = UtcMonth.FirstMs(month);
    private readonly long end = UtcMonth.FirstMs(UtcMonth.Next(month));
    private readonly List<(byte[] Bytes, int Records)> pieces = [];
    private FactColumnsBuilder? rows;
    private string? unit;
    private string? zone;
    private ZoneOrigin zoneOrigin;
    private int unitIndex;
    private int zoneIndex;

    public string Origin => origin;

    public int OpenRows => rows?.Count ?? 0;

    /// <summary>Cheap, and true for nearly every reading after the first of a month.</summary>
    public bool Takes(in IncomingReading reading) =>
        ReferenceEquals(reading.Kind, kind)
        && reading.StartMs >= from
        && reading.StartMs < end
        && (ReferenceEquals(reading.Source, source) || reading.Source == source)
        && reading.Origin == origin;

    public void Add(in IncomingReading reading)
    {
        var target = rows ??= Begin(reading);
        var ucum = reading.Unit?.Ucum;
        if (!ReferenceEquals(ucum, unit))
        {
            unit = ucum;
            unitIndex = target.Units.IndexOf(ucum);
        }
        if (reading.ZoneOrigin != zoneOrigin || !ReferenceEquals(reading.Zone, zone))
        {
            (zone, zoneOrigin) = (reading.Zone, reading.ZoneOrigin);
            zoneIndex = target.Zones.IndexOf(new(zone, zoneOrigin));
        }
        target.Add(
            reading.StartMs,
            reading.DurationMs,
            reading.Value.Digits,
            reading.Value.Exponent,
            unitIndex,
            zoneIndex,
            0,
            reading.Parts,
            reading.Identity
        );
    }

    public void Encode()
    {
        if (rows is null)
            return;
        pieces.Add((SegmentCodec.Encode(SegmentOf(rows)), rows.Count));
        rows = null;
    }

    /// <summary>Everything of the month, each piece once.</summary>
    public IEnumerable<(Segment Segment, int Records)> Finish()
    {
        foreach (var (bytes, records) in pieces)
        {
            var piece = SegmentCodec.Decode(bytes);
            var columns = piece.Columns;
            yield return (new(kind.Code, source, month, columns, [], bytes), records);
        }
        if (rows is not null)
            yield return (SegmentOf(rows), rows.Count);
        pieces.Clear();
        rows = null;
    }

    private Segment SegmentOf(FactColumnsBuilder builder) =>
        new(kind.Code, source, month, FactSets.Sorted(builder.Finish()), []);

    private FactColumnsBuilder Begin(in IncomingReading reading)
    {
        var builder = new FactColumnsBuilder(64);
        builder.Imports.IndexOf(imports);
        (unit, zone, zoneOrigin) = (reading.Unit?.Ucum, reading.Zone, reading.ZoneOrigin);
        unitIndex = builder.Units.IndexOf(unit);
        zoneIndex = builder.Zones.IndexOf(new(zone, zoneOrigin));
        return builder;
    }
}
