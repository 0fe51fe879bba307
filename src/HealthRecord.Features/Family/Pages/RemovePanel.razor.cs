using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Erases a person after their name was typed again.</summary>
public sealed partial class RemovePanel
{
    private string typed = "";
    private Error? error;
    private bool busy;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private RemovePerson Remove { get; set; } = null!;

    [Inject]
    private ReadShownPersons Shown { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private async Task RemoveAsync()
    {
        if (busy)
            return;
        busy = true;
        var actor = await Actor.GetAsync();
        var removed = await Remove.RunAsync(actor, Person, typed, default);
        busy = false;
        error = removed.Error;
        if (error is not null)
            return;
        Who.Know(await Shown.RunAsync(actor, default));
        Snack.Done(Texts["person.removed"]);
        Navigation.NavigateTo("/partage");
    }
}
