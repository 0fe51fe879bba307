using System.Collections;
using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>A list of readings that is known to be in the order of their start.</summary>
internal interface IOrderedReadings : IReadOnlyList<ShownReading>;

/// <summary>The readings of an unmarked segment, made one at a time from the columns.</summary>
internal sealed class ShownColumns : IOrderedReadings
{
    private readonly FactColumns facts;
    private readonly int[]? newest;
    private readonly CanonicalValues canonical;

    // Set when the whole month has one unit, one zone and plain numbers, as nearly all do.
    private readonly Unit? unit;
    private readonly string? zone;
    private readonly (double Min, double Max) fine;

    public ShownColumns(KeyRows keys, Kind kind)
    {
        facts = keys.Facts;
        newest = keys.Newest;
        Count = keys.Count;
        canonical = new(kind);
        if (
            Count == 0
            || facts.Units.Indexes is not null
            || facts.Zones.Indexes is not null
            || facts.Parts is not null
            || Plausibility.BoundsOf(kind) is not { } bounds
        )
            return;
        unit = kind.Units.FirstOrDefault(u => u.Ucum == facts.Units[0]);
        zone = facts.Zones[0].Name;
        fine = bounds;
    }

    public int Count { get; }

    public ShownReading this[int index]
    {
        get
        {
            var row = newest is null ? index : newest[index];
            var duration = facts.Durations is null ? 0 : facts.Durations[row];
            if (unit is null || duration > Plausibility.DayMs)
                return canonical.Of(facts, row);
            var value = unit.ToCanonical(facts.ValueOf(row).ToDouble());
            return new(
                facts.Starts[row],
                duration,
                value,
                double.NaN,
                double.NaN,
                double.NaN,
                zone,
                !(value >= fine.Min && value <= fine.Max)
            );
        }
    }

    public IEnumerator<ShownReading> GetEnumerator()
    {
        for (var index = 0; index < Count; index++)
            yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
