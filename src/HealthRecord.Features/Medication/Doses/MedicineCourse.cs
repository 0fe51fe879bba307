using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.HealthBook;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>A medicine with its ticks at one moment: what is asked, what became of it, and how long the rest lasts.</summary>
internal sealed class MedicineCourse
{
    private readonly ZoneTimeline zones;
    private readonly DateTime nowUtc;
    private readonly IReadOnlyList<DoseAnswer> answers;

    /// <param name="doses">Those of this medicine; where the rest is counted, all since somebody counted.</param>
    public MedicineCourse(
        BookLine line,
        IReadOnlyList<DoseLine> doses,
        ZoneTimeline zones,
        DateTime nowUtc
    )
    {
        Line = line;
        Doses = doses;
        this.zones = zones;
        this.nowUtc = nowUtc;
        answers =
        [
            .. doses.Where(dose => !dose.Payload.AsNeeded).Select(dose => dose.Payload.Told),
        ];
        Today = zones.DayOf(nowUtc);
        Left = LeftNow();
        Plan = PlanNow();
        RunsOut =
            Left is { } left && !IsStopped
                ? MedicineStock.RunsOut(Endless(), left, Today, IsOpen)
                : null;
    }

    public BookLine Line { get; }

    public Medicine Medicine => (Medicine)Line.Payload;

    public IReadOnlyList<DoseLine> Doses { get; }

    public DateOnly Today { get; }

    /// <summary>What is asked for, without what lies before it was written down, after it was stopped or after the end of the stock.</summary>
    public DosePlan Plan { get; }

    /// <summary>What is left, in thousandths of the unit; null where nobody counted.</summary>
    public int? Left { get; }

    /// <summary>The first day on which the rest does not do any more.</summary>
    public DateOnly? RunsOut { get; }

    public DateOnly? RenewOn =>
        RunsOut is { } day && Medicine.RenewalDays is { } before ? day.AddDays(-before) : null;

    public bool IsStopped => Medicine.StoppedUtc <= nowUtc;

    /// <summary>Stopped, or at the end of its plan.</summary>
    public bool IsOver =>
        IsStopped
        || Medicine.LastDay < Today
        || (!Medicine.AsNeeded && Plan.NotAfter is { } last && last < zones.LocalOf(nowUtc));

    public IReadOnlyList<DoseState> On(DateOnly day) =>
        DoseDay.Of(Plan, day, answers, zones, nowUtc);

    public IReadOnlyList<DoseState> Between(DateTime fromUtc, DateTime untilUtc) =>
        DoseDay.Between(Plan, fromUtc, untilUtc, answers, zones, nowUtc);

    /// <summary>The tick of a planned dose, to be undone.</summary>
    public DoseLine? LineOf(PlannedDose dose) =>
        Doses.LastOrDefault(d =>
            !d.Payload.AsNeeded && d.Payload.Day == dose.Day && d.Payload.At == dose.At
        );

    private int? LeftNow() =>
        Medicine is { Counted: { } counted, CountedUtc: { } at }
            ? new MedicineStock(at, counted).Left(
                Doses
                    .Where(dose =>
                        dose.Payload is { Kind: DoseAnswerKind.Taken, TakenUtc: not null }
                    )
                    .Select(dose => (dose.Payload.TakenUtc!.Value, dose.Payload.Amount))
            )
            : null;

    /// <summary>The plan as far as somebody's word ends it.</summary>
    private DosePlan Endless()
    {
        var written = Medicine.WrittenPlan;
        return written with
        {
            NotBefore = zones.LocalOf(Medicine.SinceUtc),
            NotAfter = Medicine.StoppedUtc is { } stopped ? zones.LocalOf(stopped) : null,
        };
    }

    private DosePlan PlanNow()
    {
        var plan = Endless();
        if (!Medicine.UntilStockEnds || IsStopped || Left is not { } left)
            return plan;
        var taken = answers
            .Where(answer => answer.Kind == DoseAnswerKind.Taken)
            .Select(answer => (DateTime?)answer.Day.ToDateTime(answer.At))
            .Max();
        return plan with { NotAfter = MedicineStock.LastCovered(plan, left, Today, IsOpen, taken) };
    }

    private bool IsOpen(PlannedDose dose) =>
        !answers.Any(answer => answer.Day == dose.Day && answer.At == dose.At);
}
