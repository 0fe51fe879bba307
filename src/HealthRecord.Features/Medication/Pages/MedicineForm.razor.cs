using HealthRecord.Domain.Time;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication.Catalogue;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Medication.Pages;

public enum MedicineEnd
{
    Never,
    Day,
    Stock,
}

/// <summary>Edits one medicine: found in the public list or named, then when it is taken, until when, and what is left.</summary>
public sealed partial class MedicineForm
{
    private const int MostFound = 10;
    private static readonly int[] Delays = [30, 60, 120, 180, 240, 360, 720, 1440];
    private readonly List<PhaseDraft> phases = [];
    private IReadOnlyList<MedicinePhase> past = [];
    private IReadOnlyList<CatalogueMedicine> found = [];
    private string search = "";
    private bool named;
    private string name = "";
    private string? cis;
    private string? form;
    private string unit = MedicineUnits.Usual;
    private string? unitWord;
    private bool asNeeded;
    private string? usual = "1";
    private string? gapHours;
    private MedicineEnd end;
    private DateOnly? lastDay;
    private string? left;
    private bool counted;
    private bool stockOpen;
    private int? renewal;
    private Guid? warnAccount;
    private int warnAfter = 120;
    private string? prescriber;
    private string? note;

    [Parameter]
    public BookPayload? Value { get; set; }

    [Parameter]
    public EventCallback<BookPayload> OnSave { get; set; }

    [Parameter]
    public EventCallback OnCancel { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Who can be told of a dose that nobody ticked.</summary>
    [Parameter]
    public IReadOnlyList<Adult> Close { get; set; } = [];

    /// <summary>What is left by now of one that is edited.</summary>
    [Parameter]
    public int? Left { get; set; }

    [Parameter]
    public ZoneTimeline Zones { get; set; } = Family.PersonZone.Usual;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateOnly Today => Zones.DayOf(Time.GetUtcNow().UtcDateTime);

    private string UnitWord => unit.Length == 0 ? unitWord ?? "" : Words.Unit(unit, 2000);

    /// <summary>One as needed has no plan that an empty stock could end.</summary>
    private IEnumerable<MedicineEnd> Ends =>
        Enum.GetValues<MedicineEnd>().Where(one => !asNeeded || one != MedicineEnd.Stock);

    protected override void OnInitialized()
    {
        if (Value is not Medicine given)
        {
            phases.Add(PhaseDraft.New(Today));
            return;
        }
        named = true;
        (name, cis, form, note, prescriber) = (
            given.Name,
            given.Cis,
            given.Form,
            given.Note,
            given.Prescriber
        );
        unit = MedicineUnits.Has(given.Unit) ? given.Unit : "";
        unitWord = unit.Length == 0 ? given.Unit : null;
        asNeeded = given.AsNeeded;
        usual = Amounts.Of(given.UsualAmount ?? 1000);
        gapHours = given.GapMinutes is { } gap ? Amounts.Of(gap * 1000 / 60) : null;
        (lastDay, renewal) = (given.LastDay, given.RenewalDays);
        end =
            given.UntilStockEnds ? MedicineEnd.Stock
            : lastDay is null ? MedicineEnd.Never
            : MedicineEnd.Day;
        left = Left is { } amount ? Amounts.Of(amount) : null;
        stockOpen = Left is not null;
        (warnAccount, warnAfter) = (given.WarnAccount, given.WarnAfterMinutes ?? warnAfter);
        var ordered = given.Phases.OrderBy(phase => phase.From).ToList();
        // What is over stays as it was and is not shown: only what runs or comes is edited.
        var running = Math.Max(0, ordered.FindLastIndex(phase => phase.From <= Today));
        past = [.. ordered.Take(running)];
        phases.AddRange(ordered.Skip(running).Select(PhaseDraft.Of));
        if (phases.Count == 0)
            phases.Add(PhaseDraft.New(Today));
    }

    private void Search() =>
        found = search.Length > 1 ? MedicineCatalogue.Search(search, MostFound) : [];

    private void Choose(CatalogueMedicine chosen)
    {
        (named, cis, form) = (true, chosen.Cis, chosen.Form);
        name =
            chosen.Name.Length <= BookPayload.LongestName
                ? chosen.Name
                : chosen.Name[..BookPayload.LongestName];
        unit = MedicineUnits.Of(chosen.Form);
    }

    private void Unlisted() => (named, cis, form, name) = (true, null, null, search.Trim());

    private void Again() => (named, cis, form, search, found) = (false, null, null, "", []);

    private void AddPhase() =>
        phases.Add(
            PhaseDraft.New(
                (phases[^1].From ?? Today) is var last && last < Today
                    ? Today.AddDays(7)
                    : last.AddDays(7)
            )
        );

    private Task SaveAsync()
    {
        if (!named)
            return Task.CompletedTask;
        var given = Value as Medicine;
        // What was not counted anew stays as it was: taken doses go on being taken off it.
        var amount = Amounts.ParseWithZero(left);
        var stock = counted
            ? amount ?? (string.IsNullOrWhiteSpace(left) ? null : -1)
            : given?.Counted;
        var countedUtc = counted ? Time.GetUtcNow().UtcDateTime : given?.CountedUtc;
        return OnSave.InvokeAsync(
            (given ?? new Medicine { Name = "" }) with
            {
                Name = name.Trim(),
                Cis = cis,
                Form = form,
                Unit = unit.Length > 0 ? unit : unitWord?.Trim() ?? "",
                AsNeeded = asNeeded,
                Phases = asNeeded ? [] : [.. past, .. phases.Select(phase => phase.Told())],
                UsualAmount = asNeeded ? Amounts.Parse(usual) ?? 0 : null,
                GapMinutes = asNeeded ? Gap() : null,
                LastDay = end == MedicineEnd.Day ? lastDay : null,
                UntilStockEnds = end == MedicineEnd.Stock && !asNeeded,
                Counted = stock,
                CountedUtc = stock is null ? null : countedUtc,
                RenewalDays = renewal,
                WarnAccount = asNeeded ? null : warnAccount,
                WarnAfterMinutes = asNeeded || warnAccount is null ? null : warnAfter,
                Prescriber = BookPayload.Clean(prescriber),
                Note = BookPayload.Clean(note),
            }
        );
    }

    /// <summary>Nothing typed is no gap; what is no number is refused by its sentence.</summary>
    private int? Gap() =>
        string.IsNullOrWhiteSpace(gapHours) ? null : (Amounts.Parse(gapHours) ?? 0) * 60 / 1000;
}
