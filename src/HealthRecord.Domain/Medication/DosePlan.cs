namespace HealthRecord.Domain.Medication;

/// <summary>When a medicine is taken, as the person or the prescription says it. Nothing here is calculated from a body or an illness.</summary>
/// <param name="Phases">In order; each holds until the next begins. A changing amount is a new phase.</param>
/// <param name="LastDay">The last day, inclusive; null where it goes on.</param>
/// <param name="AsNeeded">Set for a medicine without planned times: only what was taken is written down.</param>
public sealed record DosePlan(
    IReadOnlyList<DosePhase> Phases,
    DateOnly? LastDay = null,
    AsNeeded? AsNeeded = null
)
{
    /// <summary>The doses that the plan has on a local day, in the order of the clock.</summary>
    public IEnumerable<PlannedDose> On(DateOnly day)
    {
        if (AsNeeded is not null || day > LastDay)
            return [];
        var phase = Phases.LastOrDefault(p => p.From <= day);
        return phase is null || !phase.Days.Includes(phase.From, day)
            ? []
            : phase
                .Times.OrderBy(time => time.At)
                .Select(time => new PlannedDose(day, time.At, time.Amount));
    }

    /// <summary>The first day on or after <paramref name="from"/> that has a dose; null where none comes within four years.</summary>
    public DateOnly? NextDay(DateOnly from)
    {
        const int longest = 4 * 366;
        for (
            var day = from;
            day.DayNumber - from.DayNumber <= longest && !(day > LastDay);
            day = day.AddDays(1)
        )
            if (On(day).Any())
                return day;
        return null;
    }
}

/// <param name="From">The first day.</param>
public sealed record DosePhase(DateOnly From, DoseDays Days, IReadOnlyList<DoseTime> Times);

/// <summary>A wall-clock time and how much is taken then.</summary>
/// <param name="Amount">Thousandths of the unit that the person chose (tablets, drops, millilitres).</param>
public readonly record struct DoseTime(TimeOnly At, int Amount);

/// <summary>Taken when needed; the gap is what the person set, and only shown: nothing is forbidden.</summary>
public sealed record AsNeeded(TimeSpan? Gap = null);

/// <summary>One planned dose. It is known by its local day and time: moving to another zone makes neither a second one nor none.</summary>
public readonly record struct PlannedDose(DateOnly Day, TimeOnly At, int Amount);
