using HealthRecord.Domain.Readings;

namespace HealthRecord.Domain.Measures;

public enum Verdict
{
    Fine,

    /// <summary>Outside the plausible range: asked once by hand, set aside from a file.</summary>
    Doubtful,

    /// <summary>Outside what the kind can be at all: refused.</summary>
    Impossible,
}

public enum Doubt
{
    None,
    TooSmall,
    TooLarge,
    NotANumber,

    /// <summary>The unit is none of the kind's.</summary>
    Unit,

    /// <summary>A required part is missing, or there are too many.</summary>
    Parts,

    /// <summary>Not an index of one of the kind's codes.</summary>
    Code,

    /// <summary>The diastolic pressure is not below the systolic one.</summary>
    Order,
    Duration,
}

/// <param name="Part">The component that the doubt is about; null for the first number or the whole.</param>
public readonly record struct Judgement(Verdict Verdict, Doubt Doubt, KindComponent? Part)
{
    public static Judgement Fine => default;
}

/// <summary>Whether a value can be, and whether it is likely. Catches for slips and unit mistakes; nothing medical.</summary>
public static class Plausibility
{
    /// <remarks>Ranges that speak of a whole day are asked of single readings only as an upper bound of sums.</remarks>
    public static Judgement Judge(
        Kind kind,
        Unit? unit,
        WrittenNumber value,
        ReadingParts? parts,
        long durationMs
    ) => throw new NotImplementedException();
}
