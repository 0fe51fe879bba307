using HealthRecord.Features.Family;

namespace HealthRecord.Features.Demo;

/// <summary>One of the six invented people. Ages are counted back from the day of the demo, so that it never grows stale.</summary>
internal sealed record DemoMember(
    string Name,
    double AgeYears,
    BiologicalSex Sex,
    ulong Seed,
    bool HasWatch,
    bool HasCuff,
    bool HasGlucoseMeter
)
{
    /// <summary>Who signs in.</summary>
    public static DemoMember Camille { get; } =
        new("Camille", 41.3, BiologicalSex.Female, 11, true, false, false);

    /// <summary>Another adult with an account of his own.</summary>
    public static DemoMember Karim { get; } =
        new("Karim", 43.8, BiologicalSex.Male, 12, true, false, false);
    public static DemoMember Ines { get; } =
        new("Inès", 12.2, BiologicalSex.Female, 13, false, false, false);
    public static DemoMember Leo { get; } =
        new("Léo", 4.6, BiologicalSex.Male, 14, false, false, false);
    public static DemoMember Jeanne { get; } =
        new("Jeanne", 78.1, BiologicalSex.Female, 15, false, true, false);
    public static DemoMember Marcel { get; } =
        new("Marcel", 80.4, BiologicalSex.Male, 16, false, true, true);

    public static IReadOnlyList<DemoMember> All { get; } =
    [Camille, Karim, Ines, Leo, Jeanne, Marcel];

    public DateOnly BornOn(DateOnly today) => today.AddDays(-(int)(AgeYears * 365.25));
}
