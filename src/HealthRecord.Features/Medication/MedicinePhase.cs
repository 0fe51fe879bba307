using HealthRecord.Domain;
using HealthRecord.Domain.Medication;

namespace HealthRecord.Features.Medication;

/// <summary>A part of a plan as it is sealed: on which days, and how much at which times.</summary>
public sealed record MedicinePhase
{
    internal const int MostTimes = 12;

    public DateOnly From { get; init; }

    /// <summary>Where days are counted from, if from before <see cref="From"/>.</summary>
    public DateOnly? CountedFrom { get; init; }

    /// <summary>Days of the week; none means every day, or what follows.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays
    {
        get => field ?? [];
        init;
    }

    public int? Every { get; init; }
    public int? On { get; init; }
    public int? Off { get; init; }

    public IReadOnlyList<MedicineTime> Times
    {
        get => field ?? [];
        init;
    }

    internal static MedicinePhase Of(DosePhase phase) =>
        new()
        {
            From = phase.From,
            CountedFrom = phase.CountedFrom,
            Weekdays = phase.Days.Weekdays,
            Every = phase.Days is { Every: > 1 } ? phase.Days.Every : null,
            On = phase.Days is { On: > 0 } ? phase.Days.On : null,
            Off = phase.Days is { On: > 0 } ? phase.Days.Off : null,
            Times =
            [
                .. phase.Times.Select(time => new MedicineTime
                {
                    At = time.At,
                    Amount = time.Amount,
                }),
            ],
        };

    internal DosePhase Told() =>
        new(
            From,
            Days(),
            [.. Times.Select(time => new DoseTime(time.At, time.Amount))],
            CountedFrom
        );

    /// <summary>A part without times stands where a later start was put off: nothing is taken in it.</summary>
    internal Error? Check() =>
        Times.Count > MostTimes ? MedicationErrors.TimesWrong
        : Times.Select(time => time.At).Distinct().Count() < Times.Count ? MedicationErrors.SameTime
        : Times.Any(time => !Medicine.IsAmount(time.Amount)) ? MedicationErrors.AmountWrong
        : Every is < 1 or > 366
        || On is < 1 or > 366
        || Off is < 1 or > 366
        || On.HasValue != Off.HasValue
            ? MedicationErrors.DaysWrong
        : Weekdays.Any(day => !Enum.IsDefined(day)) ? MedicationErrors.DaysWrong
        : null;

    private DoseDays Days() =>
        Weekdays.Count > 0 ? DoseDays.OfWeek(Weekdays)
        : On is { } on && Off is { } off ? DoseDays.Cycle(on, off)
        : Every is { } every ? DoseDays.EveryDays(every)
        : DoseDays.Daily;
}

public sealed record MedicineTime
{
    public TimeOnly At { get; init; }

    /// <summary>Thousandths of the medicine's unit.</summary>
    public int Amount { get; init; }
}
