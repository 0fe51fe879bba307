using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Asks for a person to be erased, after their name and the password were typed again.</summary>
public sealed partial class RemovePanel
{
    private string typed = "";
    private string password = "";
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

    [Parameter]
    public EventCallback OnAsked { get; set; }

    [Inject]
    private ErasureOptions Options { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private async Task RemoveAsync()
    {
        if (busy)
            return;
        busy = true;
        var asked = await Remove.RunAsync(await Actor.GetAsync(), Person, typed, password, default);
        busy = false;
        password = "";
        error = asked.Error;
        if (error is not null)
            return;
        Snack.Done(Texts["person.removed", asked.Value.ToString("D", CultureInfo.CurrentCulture)]);
        await OnAsked.InvokeAsync();
    }
}
