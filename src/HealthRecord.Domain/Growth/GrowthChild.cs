namespace HealthRecord.Domain.Growth;

/// <summary>The child that a value belongs to.</summary>
/// <param name="Expected">For a child born early: the day it was expected. Its age is then counted from that day up to two years.</param>
public sealed record GrowthChild(DateOnly Born, GrowthSex Sex, DateOnly? Expected = null)
{
    /// <summary>Two years, as the tables count: from here on a child is measured standing.</summary>
    public const int TwoYears = 731;

    /// <summary>Born before 37 weeks where the term is 41 weeks.</summary>
    private const int EarlyDays = 28;

    public bool BornEarly => Expected is { } day && day.DayNumber - Born.DayNumber > EarlyDays;

    /// <summary>Completed days of age on a day; negative before birth.</summary>
    public int AgeOn(DateOnly day) => day.DayNumber - Born.DayNumber;

    /// <summary>The age that tables are read with: corrected for an early birth up to two years of corrected age.</summary>
    public (int Days, bool Corrected) ReadAgeOn(DateOnly day)
    {
        var own = AgeOn(day);
        if (!BornEarly)
            return (own, false);
        var corrected = day.DayNumber - Expected!.Value.DayNumber;
        return corrected < TwoYears ? (corrected, true) : (own, false);
    }
}
