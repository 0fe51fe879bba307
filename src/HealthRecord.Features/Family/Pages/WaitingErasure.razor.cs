using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Says when a person is to be erased, and lets a guardian think again.</summary>
public sealed partial class WaitingErasure
{
    private Error? error;
    private bool busy;

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    /// <summary>Null where the page says already whose it is.</summary>
    [Parameter]
    public string? Name { get; set; }

    [Parameter, EditorRequired]
    public DateTime Due { get; set; }

    [Parameter]
    public bool IsSelf { get; set; }

    [Parameter]
    public bool MayKeep { get; set; }

    [Parameter]
    public EventCallback OnKept { get; set; }

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private KeepPerson Keep { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private string Day => Due.ToString("D", CultureInfo.CurrentCulture);

    private async Task KeepAsync()
    {
        if (busy)
            return;
        busy = true;
        error = (await Keep.RunAsync(await Actor.GetAsync(), Person, default)).Error;
        busy = false;
        if (error is not null)
            return;
        Snack.Done(Texts["person.kept"]);
        await OnKept.InvokeAsync();
    }
}
