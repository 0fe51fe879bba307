using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>The frame of all signed-in pages: who is looked at, where one can go, and the way to add a reading.</summary>
public sealed partial class MainLayout : IAsyncDisposable
{
    private static readonly Place Family = new(
        "/famille",
        "ui.family",
        Icons.Material.Outlined.Group
    );
    private static readonly Place Imports = new(
        "/imports",
        "ui.imports",
        Icons.Material.Outlined.FileUpload
    );
    private static readonly Place Sharing = new(
        "/partage",
        "ui.sharing",
        Icons.Material.Outlined.Handshake
    );
    private static readonly Place Settings = new(
        "/reglages",
        "ui.settings",
        Icons.Material.Outlined.Tune
    );

    private ErrorBoundary? boundary;
    private DotNetObjectReference<MainLayout>? self;
    private IJSObjectReference? watch;
    private bool isDark;
    private bool known;
    private bool menuOpen;
    private PersonId? inSight;
    private string chosenTheme = "system";

    private sealed record Place(string Path, string Text, string Icon);

    [Inject]
    private MudTheme Theme { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private ShellScript Script { get; set; } = null!;

    [Inject]
    private ReadShownPersons Persons { get; set; } = null!;

    [Inject]
    private QuickEntry QuickEntry { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    private Place Logbook =>
        new($"/p/{Who.Current}/carnet", "ui.logbook", Icons.Material.Outlined.MenuBook);

    private Place Health =>
        new($"/p/{Who.Current}/sante", "ui.health", Icons.Material.Outlined.HealthAndSafety);

    private IEnumerable<Place> Places => [Family, Logbook, Imports, Health, Sharing, Settings];

    protected override async Task OnInitializedAsync()
    {
        Who.Changed += OnWhoChanged;
        Navigation.LocationChanged += OnLocationChanged;
        Who.Know(await Persons.RunAsync(await Actor.GetAsync(), CancellationToken.None));
        ShowPersonOfPath();
        known = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await BeginAsync();
        if (known && Who.Current is { } person && person != inSight)
        {
            inSight = person;
            await Script.ShowInRowAsync(".hr-persons", ".is-chosen");
        }
    }

    private async Task BeginAsync()
    {
        self = DotNetObjectReference.Create(this);
        isDark = await Script.IsDarkAsync();
        chosenTheme = await Script.ThemeAsync();
        watch = await Script.WatchDarkAsync(self);
        StateHasChanged();
    }

    [JSInvokable]
    public void DarkChanged(bool dark)
    {
        isDark = dark;
        StateHasChanged();
    }

    private bool IsAt(Place place) =>
        Here.Split('?', '#')[0].Equals(place.Path, StringComparison.Ordinal);

    private string? Chosen(PersonLabel person) => person.Person == Who.Current ? "is-chosen" : null;

    private string? Current(PersonLabel person) => person.Person == Who.Current ? "true" : null;

    /// <summary>The same place of another person, so that the reader stays on the page.</summary>
    private string PathTo(PersonLabel person) => PersonPaths.Same(Here, person.Person);

    private void ShowPersonOfPath()
    {
        if (
            PersonPaths.PersonOf(Here) is { } person
            && Who.Persons.Any(known => known.Person == person)
        )
            Who.Show(person);
    }

    private Task AddAsync() => QuickEntry.OpenAsync();

    private async Task ToggleMenuAsync()
    {
        menuOpen = !menuOpen;
        if (!menuOpen)
            return;
        StateHasChanged();
        await Task.Yield();
        await Script.FocusAsync("#menu a");
    }

    private async Task MenuKeyAsync(KeyboardEventArgs e)
    {
        if (e.Key != "Escape")
            return;
        menuOpen = false;
        await Script.FocusAsync("[aria-controls=menu]");
    }

    private Task SkipAsync() => Script.FocusAsync("#contenu");

    private void Recover() => boundary?.Recover();

    private void OnWhoChanged(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        menuOpen = false;
        ShowPersonOfPath();
        boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    public async ValueTask DisposeAsync()
    {
        Who.Changed -= OnWhoChanged;
        Navigation.LocationChanged -= OnLocationChanged;
        try
        {
            if (watch is not null)
            {
                await watch.InvokeVoidAsync("stop");
                await watch.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone and its listener with it.
        }
        self?.Dispose();
    }
}
