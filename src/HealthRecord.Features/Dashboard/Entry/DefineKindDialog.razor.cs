using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>Makes a kind that the catalogue does not have. Its domain decides who will see it.</summary>
public sealed partial class DefineKindDialog
{
    private const int Decimals = 1;

    private static readonly RecordDomains[] Domains =
    [
        RecordDomains.Measures,
        RecordDomains.Medication,
        RecordDomains.Sleep,
        RecordDomains.Nutrition,
        RecordDomains.Sport,
        RecordDomains.Addiction,
        RecordDomains.SexualReproductive,
        RecordDomains.Mental,
    ];

    private string name = "";
    private string unit = "";
    private RecordDomains domain = RecordDomains.Measures;
    private bool isTotal;
    private bool saving;
    private Error? error;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private DefineKind Define { get; set; } = null!;

    private async Task SaveAsync()
    {
        if (saving)
            return;
        saving = true;
        var form = new KindForm(name, unit, domain, Decimals, IsTotal: isTotal);
        var defined = await Define.RunAsync(
            await Current.GetAsync(),
            Person,
            form,
            CancellationToken.None
        );
        saving = false;
        error = defined.Error;
        if (defined.TryGet(out var tag))
            Dialog.Close(tag);
    }
}
