using HealthRecord.Domain.Measures;

namespace HealthRecord.Domain.Readings.Columns;

/// <summary>Turns what was written into canonical units and says whether it counts.</summary>
internal sealed class CanonicalValues(Kind kind)
{
    private readonly (double Min, double Max)? bounds = Plausibility.BoundsOf(kind);
    private string? lastName;
    private Unit? lastUnit = kind.Units.FirstOrDefault();
    private bool knowsLast;

    public ShownReading Of(FactColumns facts, int row) =>
        Of(
            facts.Starts[row],
            facts.DurationOf(row),
            facts.ValueOf(row),
            facts.Units[row],
            facts.PartsOf(row),
            facts.Zones[row].Name,
            confirmed: false,
            isOwn: false
        );

    public ShownReading Of(ReadingContent content, bool confirmed, bool isOwn) =>
        Of(
            content.StartMs,
            content.DurationMs,
            content.Value,
            content.Unit,
            content.Parts,
            content.Zone,
            confirmed,
            isOwn
        );

    private ShownReading Of(
        long startMs,
        long durationMs,
        WrittenNumber value,
        string? unitName,
        ReadingParts? parts,
        string? zone,
        bool confirmed,
        bool isOwn
    )
    {
        var unit = UnitOf(unitName);
        if (
            bounds is { } fine
            && unit is not null
            && parts is null
            && durationMs <= Plausibility.DayMs
        )
        {
            var canonical = unit.ToCanonical(value.ToDouble());
            var isFine = confirmed || (canonical >= fine.Min && canonical <= fine.Max);
            return new(
                startMs,
                durationMs,
                canonical,
                double.NaN,
                double.NaN,
                double.NaN,
                zone,
                !isFine,
                isOwn
            );
        }
        var setAside =
            !confirmed
            && Plausibility.Judge(kind, unit, value, parts, durationMs).Verdict != Verdict.Fine;
        return new(
            startMs,
            durationMs,
            Canonical(unit, unitName, value),
            PartOf(unit, parts, 0),
            PartOf(unit, parts, 1),
            PartOf(unit, parts, 2),
            zone,
            setAside,
            isOwn
        );
    }

    private static double Canonical(Unit? unit, string? unitName, WrittenNumber value) =>
        unit is not null ? unit.ToCanonical(value.ToDouble())
        : unitName is null ? value.ToDouble()
        : double.NaN;

    /// <summary>A part is in the reading's unit where its own kind knows that unit, else in its own canonical one (a pulse beside pressures).</summary>
    private double PartOf(Unit? unit, ReadingParts? parts, int index)
    {
        if (parts is null || index >= parts.Rest.Count || parts.Rest[index] is not { } part)
            return double.NaN;
        if (
            unit is null
            || index + 1 >= kind.Components.Count
            || !KindCatalogue.TryFind(kind.Components[index + 1].Code, out var of)
        )
            return part.ToDouble();
        var own = of.Units.FirstOrDefault(u => u.Ucum == unit.Ucum) ?? of.Canonical;
        return own.ToCanonical(part.ToDouble());
    }

    private Unit? UnitOf(string? name)
    {
        if (knowsLast && ReferenceEquals(name, lastName))
            return lastUnit;
        knowsLast = true;
        lastName = name;
        lastUnit = name is null ? null : kind.Units.FirstOrDefault(u => u.Ucum == name);
        return lastUnit;
    }
}
