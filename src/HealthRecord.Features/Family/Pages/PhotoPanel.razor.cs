using HealthRecord.Domain;
using HealthRecord.Features.Family.Photos;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Sends a photo by the browser itself, so that the file never goes through the circuit.</summary>
public sealed partial class PhotoPanel
{
    private static readonly Error Failed = new("family.photo-failed");

    private ElementReference file;
    private Error? error;
    private bool busy;

    [Parameter, EditorRequired]
    public FamilyMember Member { get; set; } = null!;

    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private ChangePhoto Change { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private async Task SendAsync()
    {
        if (busy)
            return;
        busy = true;
        try
        {
            await using var module = await Js.InvokeAsync<IJSObjectReference>(
                "import",
                "/_content/HealthRecord.Features/photo.js"
            );
            var path = $"/personnes/{PersonRoute.Of(Member.Person)}/photo";
            // "" when it was kept, else the key of the refusal; null when nothing was chosen.
            var answer = await module.InvokeAsync<string?>("send", file, path);
            error = answer switch
            {
                null or "" => null,
                _ => new Error(answer),
            };
            if (answer is "")
                Snack.Done(Texts["person.photo-done"]);
        }
        catch (JSException)
        {
            error = Failed;
        }
        busy = false;
        if (error is null)
            await OnChanged.InvokeAsync();
    }

    private async Task RemoveAsync()
    {
        if (busy)
            return;
        busy = true;
        var removed = await Change.RunAsync(await Actor.GetAsync(), Member.Person, null, default);
        busy = false;
        error = removed.Error;
        if (error is not null)
            return;
        Snack.Done(Texts["person.photo-gone"]);
        await OnChanged.InvokeAsync();
    }
}
