using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Adds a child or somebody close without an account.</summary>
public sealed partial class NewPersonPage : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private PersonDraft? draft;
    private IReadOnlyList<HouseholdView> homes = [];
    private Guid home;
    private Error? error;
    private bool busy;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private ReadFamily Family { get; set; } = null!;

    [Inject]
    private AddPerson Add { get; set; } = null!;

    [Inject]
    private ReadShownPersons Shown { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var family = await Family.RunAsync(await Actor.GetAsync(), gone.Token);
        homes = family.Households;
        home = homes.Count > 0 ? homes[0].Household.Value : Guid.Empty;
        // A colour that nobody has yet.
        var taken = family.Persons.Select(p => p.Colour).ToHashSet();
        draft = PersonDraft.New(
            Enumerable
                .Range(0, PersonForm.Colours)
                .FirstOrDefault(c => !taken.Contains(c), family.Persons.Count)
        );
    }

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    private async Task SaveAsync()
    {
        if (busy || draft is null)
            return;
        busy = true;
        var actor = await Actor.GetAsync();
        var added = await Add.RunAsync(
            actor,
            draft.ToForm(),
            home == Guid.Empty ? null : new HouseholdId(home),
            gone.Token
        );
        busy = false;
        error = added.Error;
        if (!added.TryGet(out var person))
            return;
        Who.Know(await Shown.RunAsync(actor, gone.Token));
        Snack.Done(Texts["person.added", PersonForm.Tidy(draft.Name)]);
        Navigation.NavigateTo(PersonRoute.Settings(person));
    }
}
