namespace HealthRecord.Domain.Prevention.Facts;

/// <summary>A pregnancy as the person told it: the first day of the last period, and how it ended.</summary>
/// <param name="LastPeriod">First day of the last period. From a due date: 287 days before it (France counts the term at 41 weeks).</param>
/// <param name="Ended">The day it ended, when told.</param>
/// <param name="Birth">Whether it ended in a birth: only then anything is said about the time after it.</param>
public sealed record Pregnancy(DateOnly LastPeriod, DateOnly? Ended = null, bool Birth = false)
{
    public const string Fact = "pregnancy";
    public const string AfterwardsFact = "postpartum";

    /// <summary>From the last period to the French term.</summary>
    public const int TermDays = 287;

    /// <summary>Two weeks past the term nobody is taken to be pregnant who did not say so.</summary>
    private const int LongestDays = TermDays + 14;

    private const int AfterwardsDays = 365;

    public static Pregnancy FromDueDate(DateOnly due) => new(due.AddDays(-TermDays));

    /// <summary>The day from which it is over, told or assumed.</summary>
    public DateOnly Over => Ended ?? LastPeriod.AddDays(LongestDays);

    /// <summary>The time after a birth, in which some examinations are proposed; null unless a birth was told.</summary>
    public (DateOnly From, DateOnly To)? Afterwards =>
        Birth && Ended is { } day ? (day, day.AddDays(AfterwardsDays)) : null;

    /// <summary>The day at so many weeks since the last period.</summary>
    public DateOnly At(double weeks) =>
        LastPeriod.AddDays((int)Math.Round(7 * weeks, MidpointRounding.AwayFromZero));
}
