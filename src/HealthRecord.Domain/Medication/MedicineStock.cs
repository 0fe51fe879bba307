namespace HealthRecord.Domain.Medication;

/// <summary>How much is left, and until when it lasts if the plan is followed.</summary>
/// <param name="Counted">The day on which somebody counted.</param>
/// <param name="Amount">What was there then, before that day's doses that were not taken yet, in thousandths of the unit.</param>
public sealed record MedicineStock(DateTime Counted, int Amount)
{
    private const int LongestDays = 3 * 366;

    /// <summary>What is left after what was taken since; never below nothing.</summary>
    public int Left(IEnumerable<(DateTime TakenUtc, int Amount)> taken) =>
        (int)
            Math.Max(
                0,
                Amount
                    - taken.Where(dose => dose.TakenUtc >= Counted).Sum(dose => (long)dose.Amount)
            );

    /// <summary>The first day on which the plan cannot be followed whole any more; null where it lasts to the end of the plan.</summary>
    /// <param name="left">What is left.</param>
    /// <param name="today">From this day on, doses still to be taken.</param>
    /// <param name="open">Whether a dose of today is still open.</param>
    public static DateOnly? RunsOut(
        DosePlan plan,
        int left,
        DateOnly today,
        Func<PlannedDose, bool> open
    )
    {
        long rest = left;
        for (var n = 0; n < LongestDays; n++)
        {
            var day = today.AddDays(n);
            if (day > plan.LastDay)
                return null;
            rest -= plan.On(day).Where(dose => n > 0 || open(dose)).Sum(dose => (long)dose.Amount);
            if (rest < 0)
                return day;
        }
        return null;
    }

    /// <summary>The local time of the last planned dose that what is left covers: a plan "until nothing is left" ends with it.</summary>
    /// <param name="lastTaken">When the last dose was taken that is known; it ends a plan of which nothing more is covered.</param>
    /// <returns>Null where it lasts to the end of the plan, or for years.</returns>
    public static DateTime? LastCovered(
        DosePlan plan,
        int left,
        DateOnly today,
        Func<PlannedDose, bool> open,
        DateTime? lastTaken
    )
    {
        long rest = left;
        DateTime? last = null;
        for (var n = 0; n < LongestDays; n++)
        {
            var day = today.AddDays(n);
            if (day > plan.LastDay)
                return null;
            foreach (var dose in plan.On(day))
            {
                if (n > 0 || open(dose))
                    rest -= dose.Amount;
                if (rest < 0)
                    return last ?? lastTaken ?? today.ToDateTime(TimeOnly.MinValue).AddTicks(-1);
                last = dose.Wall;
            }
        }
        return null;
    }
}
