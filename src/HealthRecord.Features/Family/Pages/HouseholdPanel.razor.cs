using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

public sealed partial class HouseholdPanel
{
    private string name = "";
    private Error? error;
    private bool busy;

    [Parameter, EditorRequired]
    public HouseholdView Household { get; set; } = null!;

    [Parameter]
    public EventCallback OnSaved { get; set; }

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private RenameHousehold Rename { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private string FieldId => $"home-{Household.Household}";

    protected override void OnInitialized() => name = Household.Name;

    private async Task SaveAsync()
    {
        if (busy)
            return;
        busy = true;
        var saved = await Rename.RunAsync(
            await Actor.GetAsync(),
            Household.Household,
            name,
            Household.RowVersion,
            default
        );
        busy = false;
        error = saved.Error;
        if (error is null)
            Snack.Done(Texts["sharing.household-saved"]);
        await OnSaved.InvokeAsync();
    }
}
