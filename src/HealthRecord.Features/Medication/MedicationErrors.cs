using HealthRecord.Domain;

namespace HealthRecord.Features.Medication;

/// <summary>Expected refusals about medicines and their doses. The sentences are in the texts beside.</summary>
internal static class MedicationErrors
{
    public static readonly Error UnitMissing = new("medicine.unit-missing");
    public static readonly Error AmountWrong = new("medicine.amount-wrong");
    public static readonly Error GapWrong = new("medicine.gap-wrong");
    public static readonly Error PhasesWrong = new("medicine.phases-wrong");
    public static readonly Error SameStart = new("medicine.same-start");
    public static readonly Error TimesWrong = new("medicine.times-wrong");
    public static readonly Error SameTime = new("medicine.same-time");
    public static readonly Error DaysWrong = new("medicine.days-wrong");
    public static readonly Error StockMissing = new("medicine.stock-missing");
    public static readonly Error DelayWrong = new("medicine.delay-wrong");

    /// <summary>The plan was changed meanwhile, or the day is not there yet.</summary>
    public static readonly Error NotPlanned = new("dose.not-planned");

    /// <summary>Somebody ticked the same dose otherwise.</summary>
    public static readonly Error AnsweredOtherwise = new("dose.answered-otherwise");
}
