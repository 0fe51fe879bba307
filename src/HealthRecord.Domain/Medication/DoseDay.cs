using HealthRecord.Domain.Time;

namespace HealthRecord.Domain.Medication;

/// <summary>What a person's medicines ask of one local day, and what became of it.</summary>
public static class DoseDay
{
    /// <summary>After this a dose that nobody ticked is told as forgotten.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    /// <summary>The state of every planned dose of a day.</summary>
    /// <param name="answers">What was ticked; of several for one dose the last counts.</param>
    /// <param name="zones">Where the person is: the wall clock decides when a dose is due.</param>
    public static IReadOnlyList<DoseState> Of(
        DosePlan plan,
        DateOnly day,
        IReadOnlyCollection<DoseAnswer> answers,
        ZoneTimeline zones,
        DateTime nowUtc
    ) =>
        [
            .. plan.On(day)
                .Select(dose =>
                    StateOf(
                        dose,
                        answers.LastOrDefault(a => a.Day == dose.Day && a.At == dose.At),
                        zones,
                        nowUtc
                    )
                ),
        ];

    /// <summary>The state of every planned dose that is due from one instant until before another, in that order.</summary>
    public static IReadOnlyList<DoseState> Between(
        DosePlan plan,
        DateTime fromUtc,
        DateTime untilUtc,
        IReadOnlyCollection<DoseAnswer> answers,
        ZoneTimeline zones,
        DateTime nowUtc
    )
    {
        // A move between places can put an instant a day beside the one that either clock says.
        var last = zones.DayOf(untilUtc).AddDays(1);
        var states = new List<DoseState>();
        for (var day = zones.DayOf(fromUtc).AddDays(-1); day <= last; day = day.AddDays(1))
            states.AddRange(
                Of(plan, day, answers, zones, nowUtc)
                    .Where(state => state.DueUtc >= fromUtc && state.DueUtc < untilUtc)
            );
        return [.. states.OrderBy(state => state.DueUtc)];
    }

    /// <summary>The instant of a planned dose: a time that the clock skips moves forward, of one that comes twice the first is meant.</summary>
    public static DateTime DueUtc(PlannedDose dose, ZoneTimeline zones) =>
        zones.UtcOf(dose.Day.ToDateTime(dose.At));

    private static DoseState StateOf(
        PlannedDose dose,
        DoseAnswer? answer,
        ZoneTimeline zones,
        DateTime nowUtc
    )
    {
        var due = DueUtc(dose, zones);
        var progress = answer switch
        {
            { Kind: DoseAnswerKind.Taken, TakenUtc: { } taken } when taken > due + Grace =>
                DoseProgress.TakenLate,
            { Kind: DoseAnswerKind.Taken } => DoseProgress.Taken,
            { Kind: DoseAnswerKind.Skipped } => DoseProgress.Skipped,
            _ => nowUtc < due ? DoseProgress.Ahead
            : nowUtc < due + Grace ? DoseProgress.Now
            : DoseProgress.Forgotten,
        };
        return new(dose, due, progress, answer);
    }
}

/// <param name="Answer">What was ticked, if anything.</param>
public sealed record DoseState(
    PlannedDose Dose,
    DateTime DueUtc,
    DoseProgress Progress,
    DoseAnswer? Answer
);

public enum DoseProgress
{
    Ahead,
    Now,
    Forgotten,
    Taken,
    TakenLate,
    Skipped,
}

/// <summary>One tap on a dose. A dose as needed has no planned time: its day and time are those at which it was taken.</summary>
public sealed record DoseAnswer(
    DateOnly Day,
    TimeOnly At,
    DoseAnswerKind Kind,
    DateTime? TakenUtc = null,
    int? Amount = null
);

public enum DoseAnswerKind
{
    Taken,
    Skipped,
}
