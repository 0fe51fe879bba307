namespace HealthRecord.Domain.Medication;

/// <summary>On which days of a phase there are doses.</summary>
public sealed record DoseDays
{
    private DoseDays() { }

    /// <summary>Days of the week; none means every day.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; private init; } = [];

    /// <summary>Every so many days, from the first on; 1 is every day.</summary>
    public int Every { get; private init; } = 1;

    /// <summary>Days with doses, then...</summary>
    public int On { get; private init; }

    /// <summary>...days without.</summary>
    public int Off { get; private init; }

    public static DoseDays Daily { get; } = new();

    /// <exception cref="ArgumentException">No day.</exception>
    public static DoseDays OfWeek(params IReadOnlyList<DayOfWeek> days) =>
        days.Count > 0
            ? new() { Weekdays = [.. days.Distinct().Order()] }
            : throw new ArgumentException("No day of the week.", nameof(days));

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 366.</exception>
    public static DoseDays EveryDays(int days) =>
        days is >= 1 and <= 366
            ? new() { Every = days }
            : throw new ArgumentOutOfRangeException(nameof(days), days, "1 to 366");

    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 366 each.</exception>
    public static DoseDays Cycle(int on, int off) =>
        on is >= 1 and <= 366 && off is >= 1 and <= 366
            ? new() { On = on, Off = off }
            : throw new ArgumentOutOfRangeException(nameof(on), $"{on}/{off}", "1 to 366 each");

    /// <param name="first">The first day of the phase, from which days are counted.</param>
    public bool Includes(DateOnly first, DateOnly day)
    {
        var n = day.DayNumber - first.DayNumber;
        if (n < 0)
            return false;
        if (Weekdays.Count > 0)
            return Weekdays.Contains(day.DayOfWeek);
        return On > 0 ? n % (On + Off) < On : n % Every == 0;
    }

    public bool Equals(DoseDays? other) =>
        other is not null
        && (Every, On, Off) == (other.Every, other.On, other.Off)
        && Weekdays.SequenceEqual(other.Weekdays);

    public override int GetHashCode() => HashCode.Combine(Every, On, Off, Weekdays.Count);
}
