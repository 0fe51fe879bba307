using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Formats;

/// <summary>Collects the totals of a workout. One that makes no sense is left out; the workout stays.</summary>
internal sealed class Totals
{
    private readonly List<WorkoutTotal> all = [];

    public IReadOnlyList<WorkoutTotal> All => all;

    /// <param name="figure"><c>sum</c>, <c>mean</c>, <c>min</c> or <c>max</c>.</param>
    /// <param name="zeroIsNone">The producer writes 0 where it measured nothing.</param>
    public Totals Add(string figure, NumberField field, string? text, bool zeroIsNone = false)
    {
        if (
            text is not null
            && field.TryRead(text, out var value)
            && !(zeroIsNone && value.Digits == 0)
            && field.Measure.Unit is { } unit
        )
            all.Add(new(field.Measure.Kind.Code, figure, value, unit.Ucum));
        return this;
    }
}
