using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

/// <summary>A person's facts, photo and end. Of two editors the second sees what the first stored, beside what they typed.</summary>
public sealed partial class PersonPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private PersonView? view;
    private PersonDraft draft = new();
    private PersonForm? overtaken;
    private Error? error;
    private bool busy;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private ReadPerson Read { get; set; } = null!;

    [Inject]
    private EditPerson Edit { get; set; } = null!;

    [Inject]
    private ReadShownPersons Shown { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (view is not null)
            draft = PersonDraft.Of(view.Form);
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task LoadAsync()
    {
        var actor = await Actor.GetAsync();
        var read = PersonRoute.Read(Id) is { } person
            ? await Read.RunAsync(actor, person, gone.Token)
            : FamilyErrors.NotFound;
        view = read.TryGet(out var found) ? found : null;
        error = read.Error;
        Who.Know(await Shown.RunAsync(actor, gone.Token));
    }

    private async Task SaveAsync()
    {
        if (busy || view is null)
            return;
        busy = true;
        var typed = draft;
        var person = view.Member.Person;
        var saved = await Edit.RunAsync(
            await Actor.GetAsync(),
            person,
            typed.ToForm(),
            view.RowVersion,
            gone.Token
        );
        busy = false;
        overtaken = null;
        error = saved.Error;
        if (saved.Succeeded)
        {
            Snack.Done(Texts["person.saved"]);
            await LoadAsync();
            if (view is not null)
                draft = PersonDraft.Of(view.Form);
        }
        else if (saved.Error == FamilyErrors.Changed)
        {
            // What was typed stays; the next save is made from what is stored now, which stands beside it.
            await LoadAsync();
            overtaken = view?.Form;
            error = view is null ? FamilyErrors.NotFound : FamilyErrors.Changed;
        }
    }

    private string Sum(PersonForm form)
    {
        var sex = form.Sex switch
        {
            BiologicalSex.Female => "person.sex-female",
            BiologicalSex.Male => "person.sex-male",
            _ => "person.sex-unknown",
        };
        string?[] facts =
        [
            form.Name,
            form.BornOn is { } born ? Moments.Day(born, withYear: true) : null,
            Texts[sex],
            string.Join(", ", form.Zones.Select(z => z.Iana)),
        ];
        return string.Join(" · ", facts.Where(f => !string.IsNullOrEmpty(f)));
    }
}
