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
    /// <summary>Local wall-clock time before which no dose is asked for: what lies before nobody knew of.</summary>
    public DateTime? NotBefore { get; init; }

    /// <summary>Local wall-clock time of the last dose that is asked for: the medicine was stopped, or nothing is left.</summary>
    public DateTime? NotAfter { get; init; }

    /// <summary>The doses that the plan has on a local day, in the order of the clock.</summary>
    public IEnumerable<PlannedDose> On(DateOnly day)
    {
        if (AsNeeded is not null || day > LastDay)
            return [];
        var phase = Phases.LastOrDefault(p => p.From <= day);
        return phase is null || !phase.Days.Includes(phase.CountedFrom ?? phase.From, day)
            ? []
            : phase
                .Times.OrderBy(time => time.At)
                .Select(time => new PlannedDose(day, time.At, time.Amount))
                .Where(dose => !(dose.Wall < NotBefore) && !(dose.Wall > NotAfter));
    }

    /// <summary>The plan as it was until a day, and as it was changed from then on: what is past is not rewritten.</summary>
    /// <param name="from">The first day on which the change holds.</param>
    public DosePlan Revised(DosePlan changed, DateOnly from)
    {
        var past = Phases.Where(phase => phase.From < from).ToList();
        if (past.Count == 0 || AsNeeded is not null || changed.AsNeeded is not null)
            return changed;
        var running =
            changed.Phases.LastOrDefault(phase => phase.From <= from)
            ?? new DosePhase(from, DoseDays.Daily, []);
        if (!running.Equals(past[^1]))
            past.Add(
                running with
                {
                    From = from,
                    CountedFrom = running.CountedFrom ?? running.From,
                }
            );
        return changed with
        {
            Phases = [.. past, .. changed.Phases.Where(phase => phase.From > from)],
        };
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
/// <param name="CountedFrom">Where days are counted from, if from before the first: a changed time leaves the rhythm as it was.</param>
public sealed record DosePhase(
    DateOnly From,
    DoseDays Days,
    IReadOnlyList<DoseTime> Times,
    DateOnly? CountedFrom = null
)
{
    public bool Equals(DosePhase? other) =>
        other is not null
        && From == other.From
        && CountedFrom == other.CountedFrom
        && Days.Equals(other.Days)
        && Times.SequenceEqual(other.Times);

    public override int GetHashCode() => HashCode.Combine(From, CountedFrom, Days, Times.Count);
}

/// <summary>A wall-clock time and how much is taken then.</summary>
/// <param name="Amount">Thousandths of the unit that the person chose (tablets, drops, millilitres).</param>
public readonly record struct DoseTime(TimeOnly At, int Amount);

/// <summary>Taken when needed; the gap is what the person set, and only shown: nothing is forbidden.</summary>
public sealed record AsNeeded(TimeSpan? Gap = null);

/// <summary>One planned dose. It is known by its local day and time: moving to another zone makes neither a second one nor none.</summary>
public readonly record struct PlannedDose(DateOnly Day, TimeOnly At, int Amount)
{
    /// <summary>Its local wall-clock time.</summary>
    public DateTime Wall => Day.ToDateTime(At);
}
