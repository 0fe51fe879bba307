using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Microsoft.JSInterop;

namespace HealthRecord.Features.Imports;

/// <summary>Takes a file, says how far it is, and shows what became of it. The page may be left: the import goes on.</summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>So many stand open; the others are one tap away.</summary>
    private const int Newest = 5;

    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<ImportId> waiting = [];
    private ElementReference zone;
    private ElementReference input;
    private IJSObjectReference? script;
    private DotNetObjectReference<ImportPage>? self;
    private IReadOnlyList<ImportRunView>? runs;
    private ChosenFile? chosen;
    private Error? error;
    private string whose = "";
    private bool starting;

    private sealed record ChosenFile(string Name, long Size, string? Fingerprint);

    /// <summary>For whom the reader came here.</summary>
    [SupplyParameterFromQuery(Name = "pour")]
    public string? For { get; set; }

    [Inject]
    private ReadImports Read { get; set; } = null!;

    [Inject]
    private StartImport Start { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private IOptions<ImportOptions> Options { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    // What is under way or waits for somebody stands first, then the newest.
    private IEnumerable<ImportRunView> Files =>
        (runs ?? [])
            .Where(r => !r.IsDelivery || r.WaitsForSomebody)
            .OrderByDescending(r => r.IsUnderWay || r.WaitsForSomebody);

    // One line for each service or sender, whatever it has delivered.
    private IEnumerable<
        IGrouping<(string Sender, bool IsService, PersonId Person), ImportRunView>
    > Deliveries =>
        (runs ?? [])
            .Where(r => r is { IsDelivery: true, WaitsForSomebody: false })
            .GroupBy(r => (r.Service ?? r.FileName, r.Service is not null, r.Person));

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    private string PhonePath => $"/imports/telephone?pour={whose}";

    private string WhoseName =>
        Who.Persons.FirstOrDefault(p => p.Person.ToString() == whose)?.Name ?? "";

    protected override async Task OnInitializedAsync()
    {
        whose =
            Who.Persons.FirstOrDefault(p => p.Person.ToString() == For)?.Person.ToString()
            ?? Who.Current?.ToString()
            ?? "";
        await LoadAsync();
        _ = FollowAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        script = await Script.InvokeAsync<IJSObjectReference>("import", "/dist/upload.js");
        await script.InvokeVoidAsync("attach", zone, input, self);
    }

    private string NameOf(PersonId person) =>
        Who.Persons.FirstOrDefault(p => p.Person == person)?.Name ?? "";

    private string Summary(
        IGrouping<(string Sender, bool IsService, PersonId Person), ImportRunView> deliveries
    )
    {
        var (sender, isService, person) = deliveries.Key;
        var last = Moments.Day(DateOnly.FromDateTime(deliveries.First().CreatedUtc), true);
        return isService
            ? Texts["imports.service", sender, NameOf(person), last]
            : Texts["imports.deliveries", sender, NameOf(person), deliveries.Count(), last];
    }

    private IReadOnlyList<PersonLabel> Others(PersonId person) =>
        [.. Who.Persons.Where(p => p.Person != person)];

    private async Task LoadAsync() =>
        runs = await Read.RunAsync(await Current.GetAsync(), leaving.Token);

    /// <summary>Asks once a second while something is under way.</summary>
    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Beat, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token))
            {
                if (runs?.Any(r => r.IsUnderWay) != true)
                    continue;
                await InvokeAsync(async () =>
                {
                    await LoadAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private async Task StartAsync()
    {
        if (chosen is { } file && Guid.TryParseExact(whose, "N", out var person))
            await BeginAsync(new(person), file);
    }

    /// <summary>Goes on with the upload that the same file began, or begins one.</summary>
    private async Task BeginAsync(PersonId person, ChosenFile file)
    {
        starting = true;
        var started = await Start.RunAsync(
            await Current.GetAsync(),
            person,
            file.Name,
            file.Size,
            leaving.Token,
            file.Fingerprint
        );
        starting = false;
        error = started.Error;
        if (!started.TryGet(out var run))
            return;
        chosen = null;
        await LoadAsync();
        await SendAsync(run.Run);
    }

    /// <summary>An upload that stopped goes on when the same file is chosen again.</summary>
    private async Task ContinueAsync(ImportRunView run)
    {
        if (chosen is { } file && file.Size == run.TotalBytes)
        {
            // Whether it is the same is decided by its content: another one becomes an upload of its own.
            await BeginAsync(run.Person, file);
            return;
        }
        error = new("imports.choose-again", run.FileName);
    }

    // Not awaited: it lasts as long as the file does, and tells through the methods below.
    private async Task SendAsync(ImportId run)
    {
        if (script is not null)
            await script.InvokeVoidAsync("begin", input, run.ToString(), self);
    }

    [JSInvokable]
    public void FileChosen(string name, long size, string? fingerprint)
    {
        (chosen, error) = (new(name, size, fingerprint), null);
        StateHasChanged();
    }

    [JSInvokable]
    public void UploadProgress(string run, long sent, long total)
    {
        if (IdOf(run) is { } id)
            waiting.Remove(id);
        runs = runs
            ?.Select(r => r.Run.ToString() == run ? r with { ReceivedBytes = sent } : r)
            .ToList();
        StateHasChanged();
    }

    [JSInvokable]
    public void UploadWaiting(string run)
    {
        if (IdOf(run) is { } id)
            waiting.Add(id);
        StateHasChanged();
    }

    [JSInvokable]
    public async Task UploadDone(string run)
    {
        await LoadAsync();
        StateHasChanged();
    }

    [JSInvokable]
    public async Task UploadRefused(string run, string key)
    {
        error = new(key);
        await LoadAsync();
        StateHasChanged();
    }

    private static ImportId? IdOf(string run) =>
        Guid.TryParseExact(run, "N", out var id) ? new ImportId(id) : null;

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        try
        {
            if (script is not null)
                await script.DisposeAsync();
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone.
        }
        self?.Dispose();
    }
}
