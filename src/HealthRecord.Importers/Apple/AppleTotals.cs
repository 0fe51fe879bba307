using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>The sums, means and extremes of a workout: attributes in old exports, elements in new ones. What makes no sense is left out.</summary>
internal sealed class AppleTotals(AppleNames names)
{
    private const int Most = 32;

    private readonly List<WorkoutTotal> totals = [];

    public IReadOnlyList<WorkoutTotal> All => [.. totals];

    /// <summary>Statistics with an attribute twice.</summary>
    public long Duplicated { get; private set; }

    public void Clear() => totals.Clear();

    /// <summary>Of the workout's own attributes.</summary>
    public void Attributes(XmlTags tags)
    {
        Sum(
            tags,
            "HKQuantityTypeIdentifierActiveEnergyBurned"u8,
            "totalEnergyBurned"u8,
            "totalEnergyBurnedUnit"u8
        );
        Sum(
            tags,
            "HKQuantityTypeIdentifierDistanceWalkingRunning"u8,
            "totalDistance"u8,
            "totalDistanceUnit"u8
        );
        Sum(tags, "HKQuantityTypeIdentifierAppleExerciseTime"u8, "duration"u8, "durationUnit"u8);
    }

    public void Statistics(XmlTags tags)
    {
        if (HasTwoStarts(tags))
            Duplicated++;
        var type = AppleAttributes.Of(tags, "type"u8);
        var unit = AppleAttributes.Of(tags, "unit"u8);
        Add("sum", type, AppleAttributes.Of(tags, "sum"u8), unit);
        Add("mean", type, AppleAttributes.Of(tags, "average"u8), unit);
        Add("min", type, AppleAttributes.Of(tags, "minimum"u8), unit);
        Add("max", type, AppleAttributes.Of(tags, "maximum"u8), unit);
    }

    private void Sum(
        XmlTags tags,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    ) => Add("sum", type, AppleAttributes.Of(tags, value), AppleAttributes.Of(tags, unit));

    private void Add(
        string figure,
        ReadOnlySpan<byte> type,
        ReadOnlySpan<byte> value,
        ReadOnlySpan<byte> unit
    )
    {
        if (type.IsEmpty || value.IsEmpty || !DecimalBytes.TryParse(value, out var number))
            return;
        var of = names.Type(type);
        if (of.Value != AppleValue.Number || of.Kind is not { } kind)
            return;
        if (of.UnitOf(unit) is not { } known)
            return;
        // The attributes of old exports and the elements of new ones say the same.
        if (totals.Count == Most || totals.Exists(t => t.Kind == kind.Code && t.Figure == figure))
            return;
        if (
            DecimalBytes.TryFit(
                (Int128)number.Digits * known.Factor,
                number.Exponent + known.Shift,
                out var written
            )
        )
            totals.Add(new(kind.Code, figure, written, known.Unit.Ucum));
    }

    /// <summary>Phones with iOS 16 wrote the end of statistics under the name of the start. Neither is needed.</summary>
    private static bool HasTwoStarts(XmlTags tags)
    {
        var starts = 0;
        for (var i = 0; i < tags.Count; i++)
            starts += tags.NameOf(i).SequenceEqual("startDate"u8) ? 1 : 0;
        return starts > 1;
    }
}
