using HealthRecord.Domain;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Who sees what of whom, in one look, and the dialogs that change it.</summary>
public sealed partial class SharingPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private SharingView? view;
    private Error? error;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private ReadSharing Read { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task LoadAsync() =>
        view = await Read.RunAsync(await Actor.GetAsync(), gone.Token);

    private async Task OpenGrantAsync(SharedPerson person, Adult adult, GrantView? grant)
    {
        error = null;
        var parameters = new DialogParameters<GrantDialog>
        {
            { d => d.Person, person },
            { d => d.Adult, adult },
            { d => d.Grant, grant },
            { d => d.PersonName, NameOf(person) },
            { d => d.AdultName, NameOf(adult) },
        };
        var title = Texts["grant.title", NameOf(person), NameOf(adult)];
        var dialog = await Dialogs.ShowAsync<GrantDialog>(title, parameters);
        if (await dialog.Result is { Canceled: false, Data: string said })
            Snack.Done(Texts[said]);
        // Somebody else may have changed it while the dialog was open: what stands now is shown in any case.
        await LoadAsync();
        StateHasChanged();
    }

    private string NameOf(Adult adult) =>
        adult.IsMe
            ? $"{adult.Name ?? Texts["sharing.unknown-name"]} ({Texts["sharing.you"]})"
            : adult.Name ?? Texts["sharing.unknown-name"];

    private string NameOf(SharedPerson person) => person.Name ?? Texts["sharing.unknown-name"];

    private PersonLabel LabelOf(SharedPerson person) =>
        new(
            person.Person,
            NameOf(person),
            person.Colour + 1,
            PersonRoute.Photo(person.Person, person.Photo),
            null
        );
}
