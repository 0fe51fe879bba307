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
    internal const long DayMs = 86_400_000;

    /// <remarks>
    /// Where readings of a day add up, a range that speaks of the whole day bounds a single reading from above only, and as
    /// many times as the reading has days. Where they do not add up (a daily score), it bounds the reading itself.
    /// </remarks>
    public static Judgement Judge(
        Kind kind,
        Unit? unit,
        WrittenNumber value,
        ReadingParts? parts,
        long durationMs
    )
    {
        if (durationMs < 0)
            return Impossible(Doubt.Duration);
        if (kind.Units.Count == 0)
            return JudgeCode(kind, unit, value, parts, durationMs);
        if (unit is null || !kind.Units.Contains(unit))
            return Impossible(Doubt.Unit);
        if (kind.Components.Count > 0)
            return JudgeParts(kind, unit, value, parts);
        return parts is { Rest.Count: > 0 }
            ? Impossible(Doubt.Parts)
            : JudgeNumber(kind, unit.ToCanonical(value.ToDouble()), durationMs, null);
    }

    /// <summary>
    /// The canonical values of a plain number that are fine, for an interval of at most a day: the fast way to judge millions
    /// of them. Null where <see cref="Judge"/> has to look closer.
    /// </summary>
    internal static (double Min, double Max)? BoundsOf(Kind kind)
    {
        if (kind.Units.Count == 0 || kind.Components.Count > 0)
            return null;
        var (min, max) = (double.MinValue, double.MaxValue);
        foreach (var range in new[] { kind.Possible, kind.Plausible })
        {
            if (range is null)
                continue;
            min = Math.Max(min, Adds(kind, range) ? Math.Min(0, range.Min) : range.Min);
            max = Math.Min(max, range.Max);
        }
        return (min, max);
    }

    private static bool Adds(Kind kind, ValueRange range)
    {
        const Aggregation adding =
            Aggregation.Sum | Aggregation.SumAfterMerge | Aggregation.Duration;
        return range.Per == RangePer.Day && (kind.Aggregation & adding) != Aggregation.None;
    }

    private static Judgement JudgeCode(
        Kind kind,
        Unit? unit,
        WrittenNumber value,
        ReadingParts? parts,
        long durationMs
    )
    {
        if (unit is not null)
            return Impossible(Doubt.Unit);
        if (parts is { Rest.Count: > 0 })
            return Impossible(Doubt.Parts);
        if (value.Exponent != 0 || value.Digits < 0 || value.Digits >= kind.Codes.Count)
            return Impossible(Doubt.Code);
        // Nobody sleeps a day at a stretch: an interval that was never closed.
        return kind.Sampling == Sampling.Session && durationMs > DayMs
            ? new(Verdict.Doubtful, Doubt.Duration, null)
            : Judgement.Fine;
    }

    private static Judgement JudgeParts(
        Kind kind,
        Unit unit,
        WrittenNumber value,
        ReadingParts? parts
    )
    {
        var rest = parts?.Rest ?? [];
        if (rest.Count > kind.Components.Count - 1)
            return Impossible(Doubt.Parts);
        var worst = Judgement.Fine;
        for (var i = 0; i < kind.Components.Count; i++)
        {
            var component = kind.Components[i];
            var part = i == 0 ? null : component;
            var number =
                i == 0 ? value
                : i <= rest.Count ? rest[i - 1]
                : null;
            if (number is null)
            {
                if (component.Required)
                    return Impossible(Doubt.Parts, part);
                continue;
            }
            var of = KindCatalogue.Get(component.Code);
            var own = of.Units.FirstOrDefault(u => u.Ucum == unit.Ucum) ?? of.Canonical;
            var judged = JudgeNumber(of, own.ToCanonical(number.Value.ToDouble()), 0, part);
            if (judged.Verdict > worst.Verdict)
                worst = judged;
        }
        var isPressure = kind.Code == "blood-pressure";
        return
            isPressure
            && worst.Verdict != Verdict.Impossible
            && rest[0] is { } diastolic
            && diastolic.ToDouble() >= value.ToDouble()
            ? Impossible(Doubt.Order, kind.Components[1])
            : worst;
    }

    private static Judgement JudgeNumber(
        Kind kind,
        double canonical,
        long durationMs,
        KindComponent? part
    )
    {
        var verdict = Verdict.Impossible;
        var doubt = Outside(kind, kind.Possible, canonical, durationMs);
        if (doubt == Doubt.None)
        {
            verdict = Verdict.Doubtful;
            doubt = Outside(kind, kind.Plausible, canonical, durationMs);
        }
        return doubt == Doubt.None ? Judgement.Fine : new(verdict, doubt, part);
    }

    private static Doubt Outside(Kind kind, ValueRange? range, double canonical, long durationMs)
    {
        if (!double.IsFinite(canonical))
            return Doubt.NotANumber;
        if (range is null)
            return Doubt.None;
        var (min, max) = (range.Min, range.Max);
        if (Adds(kind, range))
        {
            min = Math.Min(0, min);
            max *= Math.Max(1, Math.Ceiling(durationMs / (double)DayMs));
        }
        return canonical < min ? Doubt.TooSmall
            : canonical > max ? Doubt.TooLarge
            : Doubt.None;
    }

    private static Judgement Impossible(Doubt doubt, KindComponent? part = null) =>
        new(Verdict.Impossible, doubt, part);
}
