namespace HealthRecord.Domain.Growth;

/// <summary>Compares a child's values with the growth tables.</summary>
public sealed class GrowthReading(GrowthTables tables)
{
    /// <summary>What standing takes off a length, or lying adds to a height, in centimetres (WHO).</summary>
    private const double LyingAndStanding = 0.7;

    /// <summary>Below this a child is compared by length, from it on by height.</summary>
    private const double LyingCentimetres = 87;

    /// <summary>Weight for age; null beyond the table (ten years) or before birth.</summary>
    public GrowthScore? Weight(GrowthChild child, DateOnly day, double kilograms) =>
        ForAge(GrowthIndicator.WeightForAge, child, day, kilograms);

    /// <summary>Head circumference for age; null from five years on.</summary>
    public GrowthScore? Head(GrowthChild child, DateOnly day, double centimetres) =>
        ForAge(GrowthIndicator.HeadForAge, child, day, centimetres);

    /// <summary>Length or height for age.</summary>
    /// <param name="position">How it was measured; null takes what is usual at the age.</param>
    public GrowthScore? Length(
        GrowthChild child,
        DateOnly day,
        double centimetres,
        MeasuredPosition? position
    ) => ForAge(GrowthIndicator.LengthForAge, child, day, Sized(child, day, centimetres, position));

    /// <summary>Body mass index for age, from a weight and a length or height of the same day.</summary>
    public GrowthScore? BodyMassIndex(
        GrowthChild child,
        DateOnly day,
        double kilograms,
        double centimetres,
        MeasuredPosition? position
    )
    {
        var metres = Sized(child, day, centimetres, position) / 100;
        return metres > 0
            ? ForAge(GrowthIndicator.BodyMassIndexForAge, child, day, kilograms / (metres * metres))
            : null;
    }

    /// <summary>Weight for length (lying, or under 87 cm) or for height, whatever the age.</summary>
    public GrowthScore? WeightForSize(
        GrowthChild child,
        DateOnly day,
        double kilograms,
        double centimetres,
        MeasuredPosition? position
    )
    {
        var size = Sized(child, day, centimetres, position);
        var indicator =
            child.ReadAgeOn(day).Days < GrowthChild.TwoYears || size < LyingCentimetres
                ? GrowthIndicator.WeightForLength
                : GrowthIndicator.WeightForHeight;
        return Score(indicator, tables.AtSize(indicator, child.Sex, size), kilograms);
    }

    /// <summary>The value at a percentile (0 to 100, exclusive) for an age; null beyond the table.</summary>
    public double? ValueAt(GrowthIndicator indicator, GrowthSex sex, int days, double z) =>
        tables.AtAge(indicator, sex, days) is { } row
            ? Restricted(indicator)
                ? row.RestrictedValueAt(z)
                : row.ValueAt(z)
            : null;

    /// <summary>The length that the table of the age expects: lying under two years, standing from then on.</summary>
    private static double Sized(
        GrowthChild child,
        DateOnly day,
        double centimetres,
        MeasuredPosition? position
    )
    {
        var lyingAge = child.ReadAgeOn(day).Days < GrowthChild.TwoYears;
        return (lyingAge, position) switch
        {
            (true, MeasuredPosition.Standing) => centimetres + LyingAndStanding,
            (false, MeasuredPosition.Lying) => centimetres - LyingAndStanding,
            _ => centimetres,
        };
    }

    private GrowthScore? ForAge(
        GrowthIndicator indicator,
        GrowthChild child,
        DateOnly day,
        double value
    )
    {
        var (days, _) = child.ReadAgeOn(day);
        return days < 0 ? null : Score(indicator, tables.AtAge(indicator, child.Sex, days), value);
    }

    private static GrowthScore? Score(GrowthIndicator indicator, Lms? row, double value)
    {
        if (row is not { } lms || !(value > 0) || double.IsInfinity(value))
            return null;
        var z = lms.ZOf(value, Restricted(indicator));
        return new(indicator, value, z, !Plausible(indicator, z));
    }

    private static bool Restricted(GrowthIndicator indicator) =>
        indicator is not (GrowthIndicator.LengthForAge or GrowthIndicator.HeadForAge);

    /// <summary>The flags of the WHO: beyond them a slip of the scale or of the keyboard is likelier than the child.</summary>
    private static bool Plausible(GrowthIndicator indicator, double z) =>
        indicator switch
        {
            GrowthIndicator.WeightForAge => z is >= -6 and <= 5,
            GrowthIndicator.LengthForAge => z is >= -6 and <= 6,
            _ => z is >= -5 and <= 5,
        };
}
