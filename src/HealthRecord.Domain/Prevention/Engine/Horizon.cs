namespace HealthRecord.Domain.Prevention.Engine;

/// <summary>Today, and the first later day that a question asked today was about.</summary>
/// <remarks>
/// The engine knows today only through <see cref="Reached"/>. An answer can therefore change only on a day that was asked for, and
/// the earliest of those is when the person has to be looked at again.
/// </remarks>
internal sealed class Horizon(DateOnly today)
{
    public DateOnly? Next { get; private set; }

    /// <summary>Whether the day has come.</summary>
    public bool Reached(DateOnly day)
    {
        if (day <= today)
            return true;
        if (day != DateOnly.MaxValue && (Next is not { } next || day < next))
            Next = day;
        return false;
    }

    /// <summary>Whether today lies in the range.</summary>
    public bool Inside(DayRange range) => Reached(range.From) && !Reached(range.To);
}

/// <summary>Days from the first to before the second.</summary>
internal readonly record struct DayRange(DateOnly From, DateOnly To)
{
    public static DayRange Always => new(DateOnly.MinValue, DateOnly.MaxValue);

    public bool IsEmpty => From >= To;

    public DayRange And(DayRange other) =>
        new(Days.Later(From, other.From), Days.Earlier(To, other.To));
}

internal static class Days
{
    public static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    public static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;

    /// <summary>The day after an inclusive end.</summary>
    public static DateOnly After(DateOnly end) => end == DateOnly.MaxValue ? end : end.AddDays(1);
}
