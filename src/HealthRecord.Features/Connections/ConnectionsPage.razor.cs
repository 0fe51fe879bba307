using HealthRecord.Domain;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Connections;

/// <summary>Shows the services connected to a person, connects and disconnects them.</summary>
public sealed partial class ConnectionsPage : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource leaving = new();
    private ConnectionsView? view;
    private ConnectionId? ending;
    private Error? error;
    private string whose = "";
    private bool isOthers;
    private bool busy;
    private PersonClock? clock;

    /// <summary>For whom the reader came here.</summary>
    [SupplyParameterFromQuery(Name = "pour")]
    public string? For { get; set; }

    /// <summary>Why what was asked at the vendor came to nothing.</summary>
    [SupplyParameterFromQuery(Name = "refus")]
    public string? Refusal { get; set; }

    [Inject]
    private ReadConnections Read { get; set; } = null!;

    [Inject]
    private StartConnection Start { get; set; } = null!;

    [Inject]
    private EndConnection End { get; set; } = null!;

    [Inject]
    private FetchNow Fetch { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <summary>To connect the only service there is stands out as long as nothing else waits to be done here.</summary>
    private bool IsFirst => view is { Connections.Count: 0, Offered.Count: 1 };

    private bool IsConnected(OfferedVendor vendor) =>
        view?.Connections.Any(c => c.Vendor == vendor.Code) == true;

    private DateTime Now => Time.GetUtcNow().UtcDateTime;

    protected override async Task OnInitializedAsync()
    {
        whose =
            Who.Persons.FirstOrDefault(p => p.Person.ToString() == For)?.Person.ToString()
            ?? Who.Current?.ToString()
            ?? "";
        await LoadAsync();
        // The address is text from outside: only a sentence of ours is shown for it.
        if (
            Refusal is { Length: < 60 } key
            && key.StartsWith("connection.", StringComparison.Ordinal)
        )
            error = new(key);
        _ = FollowAsync();
    }

    private async Task LoadAsync()
    {
        ending = null;
        if (!Guid.TryParseExact(whose, "N", out var person))
            return;
        clock = new((await Facts.GetAsync(new(person), leaving.Token)).ZonesOrUsual(), Time);
        var read = await Read.RunAsync(await Current.GetAsync(), new(person), leaving.Token);
        (isOthers, view) = (read.Error is not null, read.Error is null ? read.Value : null);
    }

    /// <summary>A delivery that comes while one looks is seen.</summary>
    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Beat, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token))
            {
                if (view is not { Connections.Count: > 0 } || ending is not null || busy)
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

    private async Task ConnectAsync(string vendor)
    {
        if (!Guid.TryParseExact(whose, "N", out var person))
            return;
        busy = true;
        var asked = await Start.RunAsync(
            await Current.GetAsync(),
            new(person),
            vendor,
            leaving.Token
        );
        busy = false;
        error = asked.Error;
        if (asked.TryGet(out var address))
            Navigation.NavigateTo(address, forceLoad: true);
    }

    private async Task FetchAsync(ConnectionView one)
    {
        busy = true;
        var done = await Fetch.RunAsync(await Current.GetAsync(), one.Connection, leaving.Token);
        busy = false;
        error = done.Error;
        if (done.Succeeded)
            Snack.Done(Texts["services.asked", one.Name]);
        await LoadAsync();
    }

    private async Task EndAsync(ConnectionView one)
    {
        busy = true;
        var done = await End.RunAsync(await Current.GetAsync(), one.Connection, leaving.Token);
        busy = false;
        error = done.Error;
        if (done.Succeeded)
            Snack.Done(Texts["services.ended", one.Name]);
        await LoadAsync();
    }

    private string Moment(DateTime utc)
    {
        var local = clock?.Local(utc) ?? utc;
        var day = Moments.Day(DateOnly.FromDateTime(local), withYear: local.Year != Now.Year);
        return $"{day}, {Moments.Clock(local)}";
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
