namespace HealthRecord.Domain.Measures;

/// <summary>Where a value was measured; thresholds differ.</summary>
public enum MeasurePlace
{
    Unknown,
    Home,
    Practice,
}

public enum BandSex
{
    Any,
    Female,
    Male,
}

/// <summary>Who published a band, and where: always shown beside it.</summary>
public sealed record BandSource(string Title, string Publisher, int Year);

/// <summary>Where values are expected, in the kind's canonical unit, and for whom that was said.</summary>
/// <param name="FromYears">Full years of age, inclusive.</param>
/// <param name="ToYears">Exclusive; null for no end.</param>
/// <param name="Place">Null when the place of measurement does not matter.</param>
/// <param name="Low">The least value that is inside; null where none is given.</param>
/// <param name="High">The least value that is above; null where none is given.</param>
public sealed record ReferenceBand(
    string KindCode,
    int FromYears,
    int? ToYears,
    BandSex Sex,
    MeasurePlace? Place,
    double? Low,
    double? High,
    BandSource Source
)
{
    public bool Contains(double canonical) =>
        (Low is not { } low || canonical >= low) && (High is not { } high || canonical < high);
}

/// <summary>
/// The few bands that a primary source states, and only for the age and place it states them for. A statement about a
/// population, not about a person; a target set by one's doctor goes before.
/// </summary>
/// <remarks>
/// Left out on purpose, until somebody has the primary source before them: blood pressure at home and over 24 hours, fever,
/// oxygen saturation, resting heart rate, glucose (which depends on the meal), lipids (which depend on the risk), sleep, waist.
/// </remarks>
public static class ReferenceBands
{
    private static readonly BandSource Esh2023 = new(
        "2023 ESH Guidelines for the management of arterial hypertension, J Hypertens 2023;41:1874-2071",
        "European Society of Hypertension",
        2023
    );

    private static readonly BandSource Who894 = new(
        "Obesity: preventing and managing the global epidemic (WHO Technical Report Series 894)",
        "World Health Organization",
        2000
    );

    public static IReadOnlyList<ReferenceBand> All { get; } =
    [
        new("systolic", 18, null, BandSex.Any, MeasurePlace.Practice, null, 140, Esh2023),
        new("diastolic", 18, null, BandSex.Any, MeasurePlace.Practice, null, 90, Esh2023),
        new("bmi", 18, 65, BandSex.Any, null, 18.5, 25, Who894),
    ];

    /// <summary>The band that is valid here, or null: then only the person's own usual range can be shown.</summary>
    /// <param name="ageYears">At the time of the measurement; null when unknown, and then no band is valid.</param>
    public static ReferenceBand? For(
        string kindCode,
        int? ageYears,
        BandSex sex,
        MeasurePlace place
    ) =>
        ageYears is not { } age
            ? null
            : All.FirstOrDefault(b =>
                b.KindCode == kindCode
                && age >= b.FromYears
                && (b.ToYears is not { } end || age < end)
                && (b.Sex == BandSex.Any || b.Sex == sex)
                && (b.Place is null || b.Place == place)
            );
}
