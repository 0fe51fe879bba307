namespace HealthRecord.Domain.Growth;

/// <summary>What a growth table is about. The short names are those of the World Health Organization.</summary>
public enum GrowthIndicator
{
    /// <summary>wfa: weight for age, kilograms, to 10 years.</summary>
    WeightForAge,

    /// <summary>lhfa: length (lying, to 2 years) or height (standing) for age, centimetres, to 19 years.</summary>
    LengthForAge,

    /// <summary>bfa: body mass index for age, kg/m², to 19 years.</summary>
    BodyMassIndexForAge,

    /// <summary>hcfa: head circumference for age, centimetres, to 5 years.</summary>
    HeadForAge,

    /// <summary>wfl: weight for length, kilograms, 45 to 110 cm lying.</summary>
    WeightForLength,

    /// <summary>wfh: weight for height, kilograms, 65 to 120 cm standing.</summary>
    WeightForHeight,
}

/// <summary>The sex for which a table is made.</summary>
public enum GrowthSex
{
    Female,
    Male,
}

/// <summary>How a child was measured: lying under two years, standing after.</summary>
public enum MeasuredPosition
{
    Lying,
    Standing,
}
