using System.Globalization;
using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Medication.Doses;

namespace HealthRecord.Features.Medication.Day;

/// <summary>What a person's medicines make of today.</summary>
/// <param name="Rows">Today's doses in the order of the clock; they stay in their place when they are ticked.</param>
/// <param name="Yesterday">Those of yesterday that nobody ticked.</param>
internal sealed record DayView(
    DateOnly Today,
    DateTime NowUtc,
    ZoneTimeline Zones,
    IReadOnlyList<DayRow> Rows,
    IReadOnlyList<DayRow> Yesterday,
    IReadOnlyList<AsNeededRow> AsNeeded,
    IReadOnlyList<MedicineCourse> Renewals,
    bool MayWrite
)
{
    public int Ahead =>
        Rows.Count(row => row.State.Progress is DoseProgress.Ahead or DoseProgress.Now);

    public int Forgotten =>
        Yesterday.Count + Rows.Count(row => row.State.Progress == DoseProgress.Forgotten);

    public static DayView Of(MedicinesView view)
    {
        var read = view.Read;
        return new(
            read.Today,
            read.NowUtc,
            read.Zones,
            RowsOn(read, read.Today),
            [
                .. RowsOn(read, read.Today.AddDays(-1))
                    .Where(row => row.State.Progress == DoseProgress.Forgotten),
            ],
            [
                .. read
                    .Courses.Where(course => course.Medicine.AsNeeded && !course.IsOver)
                    .OrderBy(course => course.Medicine.Name, StringComparer.CurrentCulture)
                    .Select(course => new AsNeededRow(
                        course.Medicine,
                        course
                            .Doses.Where(dose => dose.Payload.AsNeeded)
                            .MaxBy(dose => dose.Payload.TakenUtc)
                    )),
            ],
            read.RenewalsDue,
            view.MayWrite
        );
    }

    private static List<DayRow> RowsOn(MedicinesReading read, DateOnly day) =>
        [
            .. read
                .Courses.SelectMany(course =>
                    course
                        .On(day)
                        .Select(state => new DayRow(course, state, course.LineOf(state.Dose)))
                )
                .OrderBy(row => row.State.Dose.At)
                .ThenBy(row => row.Course.Medicine.Name, StringComparer.CurrentCulture),
        ];
}

/// <param name="Line">The tick that can be taken back.</param>
internal sealed record DayRow(MedicineCourse Course, DoseState State, DoseLine? Line)
{
    public string Key =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Course.Medicine.Key:N}{State.Dose.Day:yyyyMMdd}{State.Dose.At:HHmm}"
        );
}

internal sealed record AsNeededRow(Medicine Medicine, DoseLine? Last);

/// <summary>The parts of a day, as one speaks of them.</summary>
internal static class DayParts
{
    public static string Of(TimeOnly at) =>
        at.Hour switch
        {
            < 5 => "night",
            < 11 => "morning",
            < 14 => "noon",
            < 18 => "afternoon",
            _ => "evening",
        };
}
