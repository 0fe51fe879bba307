using HealthRecord.Domain;
using HealthRecord.Domain.Medication;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication.Pages;
using HealthRecord.Features.Platform.Data;
using MudBlazor;

namespace HealthRecord.Features.Medication;

/// <summary>A medicine that a person takes, and how, as the person or the prescription says it.</summary>
public sealed record Medicine : BookPayload
{
    /// <summary>Its part of the book has a page of its own at this number.</summary>
    internal const int PartNumber = 20;
    internal const int MostPhases = 24;
    internal const int LongestUnit = 30;
    internal const int MostAmount = 10_000_000;

    internal static readonly EntryType<Medicine> Type = new(
        "medication",
        RecordDomains.Medication,
        BookJson.Default.Medicine
    );

    internal static readonly BookPart Part = new BookPart<Medicine>(
        PartNumber,
        "part.medicines",
        Type,
        Icons.Material.Outlined.Medication,
        typeof(MedicineForm),
        (medicine, _) =>
            new(
                medicine.Name,
                [
                    .. (
                        (string?[])[medicine.Form, medicine.Prescriber, medicine.Note]
                    ).OfType<string>(),
                ]
            )
    );

    /// <summary>By what its doses know it: it stays when the entry is taken out and put back.</summary>
    public Guid Key { get; init; }

    /// <summary>As chosen from the list, or in the person's own words.</summary>
    public required string Name { get; init; }

    /// <summary>Code of the public database, where it was chosen from there.</summary>
    public string? Cis { get; init; }

    public string? Form { get; init; }

    /// <summary>A code of <see cref="MedicineUnits"/>, or a word of the person.</summary>
    public string Unit { get; init; } = MedicineUnits.Usual;

    /// <summary>When it is taken; empty for one that is taken as needed.</summary>
    public IReadOnlyList<MedicinePhase> Phases
    {
        get => field ?? [];
        init;
    }

    public bool AsNeeded { get; init; }

    /// <summary>What is usually taken of one that is taken as needed, in thousandths of the unit.</summary>
    public int? UsualAmount { get; init; }

    /// <summary>The gap that the person set between two doses as needed: shown, nothing is forbidden.</summary>
    public int? GapMinutes { get; init; }

    public DateOnly? LastDay { get; init; }

    /// <summary>The plan ends when nothing is left.</summary>
    public bool UntilStockEnds { get; init; }

    /// <summary>Since when its doses are asked for: what lies before nobody wrote down, and is not forgotten.</summary>
    public DateTime SinceUtc { get; init; }

    public DateTime? StoppedUtc { get; init; }

    /// <summary>How much there was when somebody counted, in thousandths of the unit.</summary>
    public int? Counted { get; init; }

    public DateTime? CountedUtc { get; init; }

    /// <summary>How many days before nothing is left a renewal is recalled; null for not at all.</summary>
    public int? RenewalDays { get; init; }

    public string? Prescriber { get; init; }

    /// <summary>After how long a dose that nobody ticked is told to <see cref="WarnAccount"/>.</summary>
    public int? WarnAfterMinutes { get; init; }

    public Guid? WarnAccount { get; init; }

    internal override string? NaturalKey => Key.ToString("N");

    /// <summary>The plan as it is written, without what ends it by itself.</summary>
    internal DosePlan WrittenPlan =>
        new(
            AsNeeded ? [] : [.. Phases.Select(phase => phase.Told()).OrderBy(phase => phase.From)],
            LastDay,
            AsNeeded ? new(GapMinutes is { } gap ? TimeSpan.FromMinutes(gap) : null) : null
        );

    internal override Error? Check(DateOnly today) =>
        CheckName(Name)
        ?? CheckTexts()
        ?? (AsNeeded ? CheckAsNeeded() : CheckPlan())
        ?? CheckStock()
        ?? base.Check(today);

    private Error? CheckTexts() =>
        Clean(Unit) is not { } unit ? MedicationErrors.UnitMissing
        : unit.Length > LongestUnit ? BookErrors.TooLong(LongestUnit)
        : Form?.Length > LongestNote ? BookErrors.TooLong(LongestNote)
        : Prescriber?.Length > LongestName ? BookErrors.TooLong(LongestName)
        : null;

    private Error? CheckAsNeeded() =>
        !IsAmount(UsualAmount ?? 1000) ? MedicationErrors.AmountWrong
        : GapMinutes is not (null or (>= 1 and <= 60 * 24 * 60)) ? MedicationErrors.GapWrong
        : null;

    private Error? CheckPlan() =>
        Phases.Count is 0 or > MostPhases ? MedicationErrors.PhasesWrong
        : Phases.Select(phase => phase.From).Distinct().Count() < Phases.Count
            ? MedicationErrors.SameStart
        : Phases.Select(phase => phase.Check()).OfType<Error>().FirstOrDefault() is { } wrong
            ? wrong
        : LastDay < Phases.Min(phase => phase.From) ? BookErrors.EndBeforeStart
        : null;

    private Error? CheckStock() =>
        Counted is not null && CountedUtc is null || Counted is < 0 or > MostAmount
            ? MedicationErrors.AmountWrong
        : UntilStockEnds && Counted is null ? MedicationErrors.StockMissing
        : RenewalDays is < 1 or > 90 ? MedicationErrors.DaysWrong
        : WarnAfterMinutes is < 15 or > 2880 ? MedicationErrors.DelayWrong
        : null;

    internal static bool IsAmount(int thousandths) => thousandths is >= 1 and <= MostAmount;
}
