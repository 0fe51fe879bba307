using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Medication.Doses;

/// <summary>The medicines of a person at one moment, as a page shows them and a job that reminds asks for them.</summary>
/// <param name="Unreadable">Rows whose seal is damaged.</param>
internal sealed record MedicinesReading(
    ZoneTimeline Zones,
    DateTime NowUtc,
    IReadOnlyList<MedicineCourse> Courses,
    int Unreadable
)
{
    public DateOnly Today => Zones.DayOf(NowUtc);

    /// <summary>Doses that nobody ticked yet and that are due from one instant until before another.</summary>
    public IReadOnlyList<DoseMoment> DosesAhead(DateTime fromUtc, DateTime untilUtc) =>
        Moments(fromUtc, untilUtc, DoseProgress.Ahead, DoseProgress.Now);

    /// <summary>Doses that were due in that time, that nobody ticked, and whose time of grace is over.</summary>
    public IReadOnlyList<DoseMoment> DosesForgotten(DateTime fromUtc, DateTime untilUtc) =>
        Moments(fromUtc, untilUtc, DoseProgress.Forgotten);

    /// <summary>Medicines of which a renewal is to be recalled by now.</summary>
    public IReadOnlyList<MedicineCourse> RenewalsDue =>
        [.. Courses.Where(course => !course.IsOver && course.RenewOn <= Today)];

    private List<DoseMoment> Moments(
        DateTime fromUtc,
        DateTime untilUtc,
        params DoseProgress[] wanted
    ) =>
        [
            .. Courses
                .SelectMany(course =>
                    course
                        .Between(fromUtc, untilUtc)
                        .Where(state => wanted.Contains(state.Progress))
                        .Select(state => Moment(course.Medicine, state))
                )
                .OrderBy(moment => moment.DueUtc),
        ];

    private static DoseMoment Moment(Medicine medicine, DoseState state) =>
        new(
            medicine.Key,
            medicine.Name,
            state.Dose,
            state.DueUtc,
            medicine is { WarnAfterMinutes: { } after, WarnAccount: not null }
                ? state.DueUtc.AddMinutes(after)
                : null,
            medicine.WarnAccount
        );
}

/// <summary>One planned dose that a reminder may be about.</summary>
/// <param name="Medicine">Key of the medicine: with the dose's day and time it names the dose.</param>
/// <param name="WarnUtc">When somebody close is to be told, if nobody ticked it by then.</param>
/// <param name="WarnAccount">Who, as chosen on the medicine: whether the account still may know has to be asked when it is told.</param>
internal sealed record DoseMoment(
    Guid Medicine,
    string Name,
    PlannedDose Dose,
    DateTime DueUtc,
    DateTime? WarnUtc,
    Guid? WarnAccount
);
