namespace HealthRecord.Domain.Growth;

/// <summary>Finds the unit in which an implausible value would be an ordinary one: pounds for kilograms, metres for centimetres.</summary>
public static class UnitSlip
{
    private static readonly (string Unit, double Factor)[] Weights =
    [
        ("g", 0.001),
        ("[lb_av]", 0.45359237),
    ];
    private static readonly (string Unit, double Factor)[] Lengths =
    [
        ("m", 100),
        ("mm", 0.1),
        ("[in_i]", 2.54),
    ];

    /// <summary>The unit (UCUM) that the number was probably written in, or null where none makes it an ordinary value.</summary>
    /// <param name="score">Scores a value in the indicator's own unit.</param>
    public static string? Of(
        GrowthIndicator indicator,
        double value,
        Func<double, GrowthScore?> score
    )
    {
        var units = indicator is GrowthIndicator.LengthForAge or GrowthIndicator.HeadForAge
            ? Lengths
            : Weights;
        return units
            .Select(unit => (unit.Unit, Score: score(value * unit.Factor)))
            .Where(found =>
                found.Score is { Implausible: false } and { Z: > -Ordinary and < Ordinary }
            )
            .OrderBy(found => Math.Abs(found.Score!.Z))
            .Select(found => found.Unit)
            .FirstOrDefault();
    }

    private const double Ordinary = 4;
}
