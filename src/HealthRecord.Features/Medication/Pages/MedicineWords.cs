using System.Globalization;
using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Ui;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace HealthRecord.Features.Medication.Pages;

/// <summary>Tells plans, amounts and doses in words.</summary>
public sealed class MedicineWords(IStringLocalizer<MedicationTexts> texts)
{
    public static string Clock(TimeOnly at) => Moments.Clock(DateOnly.MinValue.ToDateTime(at));

    /// <summary><c>1 comprimé</c>, <c>2,5 ml</c>.</summary>
    internal string Amount(int thousandths, string unit) =>
        texts["amount", Amounts.Of(thousandths), Unit(unit, thousandths)];

    /// <summary>The word of a unit; one that the person wrote stays as it is.</summary>
    internal string Unit(string unit, int thousandths)
    {
        if (!MedicineUnits.Has(unit))
            return unit;
        // French counts 1,5 as one, English does not.
        var isOne = Language.IsFrench ? thousandths < 2000 : thousandths is > 0 and <= 1000;
        return texts[$"unit.{unit}.{(isOne ? "one" : "many")}"];
    }

    /// <summary>The plan, one line a part of it that is not over.</summary>
    internal IEnumerable<string> Plan(Medicine medicine, DateOnly today)
    {
        if (medicine.AsNeeded)
        {
            yield return texts[
                "plan.as-needed",
                Amount(medicine.UsualAmount ?? 1000, medicine.Unit)
            ];
            if (medicine.GapMinutes is { } gap)
                yield return texts["plan.gap", Span(TimeSpan.FromMinutes(gap))];
        }
        else
        {
            var phases = medicine.Phases.OrderBy(phase => phase.From).ToList();
            var running = Math.Max(0, phases.FindLastIndex(phase => phase.From <= today));
            foreach (var phase in phases.Skip(running))
                yield return Phase(medicine, phase, today);
        }
        if (medicine.LastDay is { } last)
            yield return texts["plan.until", Moments.Day(last, true)];
        if (medicine.UntilStockEnds)
            yield return texts["plan.until-stock"];
    }

    private string Phase(Medicine medicine, MedicinePhase phase, DateOnly today)
    {
        if (phase.Times.Count == 0)
            return texts["plan.pause", Moments.Day(phase.From, false)];
        var times = string.Join(
            texts["plan.and"],
            phase
                .Times.OrderBy(time => time.At)
                .Select(time =>
                    texts["plan.time", Amount(time.Amount, medicine.Unit), Clock(time.At)].Value
                )
        );
        var words = texts["plan.phase", Days(phase), times].Value;
        return phase.From > today
            ? texts["plan.from", Moments.Day(phase.From, phase.From.Year != today.Year), words]
            : words;
    }

    private string Days(MedicinePhase phase) =>
        phase.Weekdays.Count > 0
            ? string.Join(", ", phase.Weekdays.OrderBy(MondayFirst).Select(DayName))
        : phase is { On: { } on, Off: { } off } ? texts["days.cycle", on, off]
        : phase.Every is > 1 ? texts["days.every", phase.Every]
        : texts["days.daily"];

    internal static string DayName(DayOfWeek day) =>
        CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day);

    internal static int MondayFirst(DayOfWeek day) => ((int)day + 6) % 7;

    /// <summary><c>6 h</c>, <c>45 min</c>, <c>2 jours</c>.</summary>
    internal string Span(TimeSpan span) =>
        span.TotalDays >= 2 ? texts["span.days", (int)span.TotalDays]
        : span.TotalMinutes < 60 ? texts["span.minutes", (int)span.TotalMinutes]
        : span.Minutes == 0 ? texts["span.hours", (int)span.TotalHours]
        : texts["span.hours-minutes", (int)span.TotalHours, span.Minutes];

    /// <summary>What became of a dose.</summary>
    internal string State(DoseState state, ZoneTimeline zones) =>
        state.Progress switch
        {
            DoseProgress.Taken or DoseProgress.TakenLate when state.Answer?.TakenUtc is { } taken =>
                texts[$"dose.{state.Progress}", When(zones.LocalOf(taken), state.Dose.Day)],
            _ => texts[$"dose.{state.Progress}"],
        };

    internal static string Icon(DoseProgress progress) =>
        progress switch
        {
            DoseProgress.Taken or DoseProgress.TakenLate => Icons.Material.Outlined.CheckCircle,
            DoseProgress.Skipped => Icons.Material.Outlined.RemoveCircleOutline,
            DoseProgress.Forgotten => Icons.Material.Outlined.ErrorOutline,
            DoseProgress.Now => Icons.Material.Outlined.Alarm,
            _ => Icons.Material.Outlined.Schedule,
        };

    /// <summary>The time, with its day where that is another one.</summary>
    internal string When(DateTime local, DateOnly day) =>
        DateOnly.FromDateTime(local) == day
            ? texts["when.at", Moments.Clock(local)]
            : texts[
                "when.on",
                Moments.Day(DateOnly.FromDateTime(local), false),
                Moments.Clock(local)
            ];

    /// <summary>How many are ahead and how many nobody ticked, in a few words; null without any.</summary>
    internal string? Summary(int ahead, int forgotten)
    {
        var words = new List<string>();
        if (ahead > 0)
            words.Add(texts[ahead == 1 ? "sum.ahead-one" : "sum.ahead", ahead]);
        if (forgotten > 0)
            words.Add(texts[forgotten == 1 ? "sum.forgotten-one" : "sum.forgotten", forgotten]);
        return words.Count == 0 ? null : string.Join(" · ", words);
    }

    /// <summary>What is left and until when, or null where nobody counted.</summary>
    internal string? Stock(MedicineCourse course)
    {
        if (course.Left is not { } left || course.IsStopped)
            return null;
        var amount = Amount(left, course.Medicine.Unit);
        return course.RunsOut is not { } day ? texts["stock.left", amount]
            : day <= course.Today ? texts["stock.short", amount]
            : texts[
                "stock.until",
                amount,
                Moments.Day(day.AddDays(-1), day.Year != course.Today.Year)
            ];
    }
}
