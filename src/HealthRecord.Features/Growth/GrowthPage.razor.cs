using HealthRecord.Domain;
using HealthRecord.Domain.Growth;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Growth;

/// <summary>The growth of a child: curves, points, and each value with its place among them.</summary>
public sealed partial class GrowthPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private GrowthView? view;
    private DateOnly? expected;
    private bool busy;
    private Error? error;
    private Error? refusal;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadGrowth Read { get; set; } = null!;

    [Inject]
    private SayExpectedBirth Say { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    protected override void OnInitialized() => Changes.Changed += OnChanged;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        view = read.TryGet(out var found) ? found : null;
        error = read.Error;
        expected = view?.Expected;
    }

    private void OnChanged(object? sender, RecordChangedEventArgs e)
    {
        if (e.Person == Id)
            _ = InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            });
    }

    private string Term(GrowthChild child) =>
        child.Expected is not { } day ? Texts["term.unknown"]
        : child.BornEarly ? Texts["term.early", Moments.Day(day, true)]
        : Texts["term.near", Moments.Day(day, true)];

    private async Task SaveAsync()
    {
        busy = true;
        var said = await Say.RunAsync(await Current.GetAsync(), Id, expected, leaving.Token);
        busy = false;
        refusal = said.Error;
        if (!said.Succeeded)
            return;
        await LoadAsync();
        Snack.Done(Texts["term.saved"]);
    }

    public void Dispose()
    {
        Changes.Changed -= OnChanged;
        leaving.Cancel();
        leaving.Dispose();
    }
}
