using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Medication.Pages;

/// <summary>What was ticked, a month at a time.</summary>
public sealed partial class DoseHistory : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private DoseMonth? month;
    private Error? error;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<Medicine> Medicines { get; set; } = [];

    [Inject]
    private ReadDoseMonth Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    private string Title =>
        new DateOnly(month!.Month / 100, month.Month % 100, 1).ToString(
            "MMMM yyyy",
            CultureInfo.CurrentCulture
        );

    private async Task LoadAsync(int? before)
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Person, before, leaving.Token);
        (month, error) = (read.TryGet(out var found) ? found : month, read.Error);
    }

    private string Line(Dose dose)
    {
        var medicine = Medicines.FirstOrDefault(one => one.Key == dose.Medicine);
        var what = medicine is null
            ? Texts["history.removed"].Value
            : Texts["history.what", medicine.Name, Words.Amount(dose.Amount, medicine.Unit)];
        var planned = MedicineWords.Clock(dose.At);
        return dose switch
        {
            { Kind: DoseAnswerKind.Skipped } => Texts["history.skipped", planned, what],
            { AsNeeded: true } => Texts["history.as-needed", planned, what],
            { TakenUtc: { } taken } => Texts[
                "history.taken",
                planned,
                what,
                Words.When(month!.Zones.LocalOf(taken), dose.Day)
            ],
            _ => what,
        };
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
