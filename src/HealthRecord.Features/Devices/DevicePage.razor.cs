using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Family;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Importers.Gatt;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;

namespace HealthRecord.Features.Devices;

/// <summary>Reads a device of the household over Bluetooth: the browser carries the bytes, this page understands them and asks whose they are.</summary>
public sealed partial class DevicePage : IAsyncDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private ElementReference zone;
    private IJSObjectReference? script;
    private DotNetObjectReference<DevicePage>? self;
    private string? radio;
    private DeviceSort? sort;
    private bool all;
    private DeviceSession? session;
    private KnownDevice? known;
    private IReadOnlyList<DeviceGroup> groups = [];
    private DeviceGroup? failed;
    private Error? error;
    private bool saving;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private SaveDeviceReadings Save { get; set; } = null!;

    [Inject]
    private ProposeOwner Propose { get; set; } = null!;

    [Inject]
    private KnownDevices Known { get; set; } = null!;

    [Inject]
    private UndoImport Undo { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private QuickEntry QuickEntry { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private IJSRuntime Script { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private PersonId Shown => new(Person);

    /// <summary>Something that came is neither kept nor left yet: that goes first.</summary>
    private bool IsWaitedFor => groups.Any(g => g is { Saved: null, Kept.Count: > 0 });

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        self = DotNetObjectReference.Create(this);
        script = await Script.InvokeAsync<IJSObjectReference>("import", "/dist/device.js");
        radio = await script.InvokeAsync<string>("radio");
        await script.InvokeVoidAsync("attach", zone, self);
        StateHasChanged();
    }

    private async Task StopAsync()
    {
        if (script is not null)
            await script.InvokeVoidAsync("stop");
    }

    /// <summary>The reader chose a device in the browser's own list.</summary>
    /// <returns>What to write to its control point where it has one, in base64; null for nothing.</returns>
    [JSInvokable]
    public async Task<string?> Chosen(string? name)
    {
        if (sort is null)
            return null;
        (groups, failed, error) = ([], null, null);
        session = new(sort, Time);
        session.Chosen(name, Texts[$"device.sort.{sort.Code}"], sort.HasRecords);
        known = await Known.RunAsync(await Current.GetAsync(), session.Name!, leaving.Token);
        StateHasChanged();
        return Convert.ToBase64String(session.Ask(all ? null : known.LastSequence));
    }

    [JSInvokable]
    public Arrival Arrived(ArrivedPacket[] packets)
    {
        if (session is not { End: null })
            return new(true, null);
        var done = session.Arrived(packets);
        StateHasChanged();
        return new(
            done,
            session.NextRequest() is { } request ? Convert.ToBase64String(request) : null
        );
    }

    [JSInvokable]
    public async Task Ended(string? reason)
    {
        if (sort is null || session is { End: not null })
            return;
        session ??= new(sort, Time);
        session.Ended(reason);
        await GroupAsync(session.Backlog.Measurements);
        StateHasChanged();
    }

    private async Task GroupAsync(IReadOnlyList<GattMeasurement> measurements)
    {
        var zones =
            (await Facts.GetAsync(Shown, leaving.Token))?.Zones
            ?? ZoneTimeline.Of(PersonZone.Default);
        var times = new GattTimes(zones);
        var now = Time.GetUtcNow().ToUnixTimeMilliseconds();
        var actor = await Current.GetAsync();
        var made = new List<DeviceGroup>();
        foreach (var user in measurements.GroupBy(m => m.User).OrderBy(g => g.Key))
        {
            var rows = user.Select(m => (Measurement: m, At: times.MsOf(m)))
                .Select(m => new DeviceRow(
                    m.Measurement,
                    GattTimes.IsApart(m.At, m.Measurement.ReceivedMs),
                    GattTimes.IsImpossible(m.At, now)
                ))
                .ToList();
            var group = new DeviceGroup(user.Key, rows);
            if (group.Kept.Count > 0)
                group.Proposal = await Propose.RunAsync(
                    actor,
                    [.. group.Kept.Select(r => r.Measurement)],
                    known?.WhoIs(user.Key),
                    Shown,
                    leaving.Token
                );
            group.Whose = group.Proposal.Person?.ToString() ?? "";
            made.Add(group);
        }
        groups = made;
    }

    private async Task SaveAsync(DeviceGroup group)
    {
        (failed, error) = (group, null);
        if (!Guid.TryParseExact(group.Whose, "N", out var id))
        {
            error = new("device.nobody");
            return;
        }
        var person = new PersonId(id);
        var kept = group.Kept;
        if (!group.Asked && kept.Any(r => r.IsDoubtful))
        {
            group.Asked = true;
            return;
        }
        saving = true;
        var actor = await Current.GetAsync();
        var readings = kept.Select(r =>
                r.Reading(confirmed: group.Asked, DeviceWords.Site(r.Measurement, Texts))
            )
            .ToList();
        var saved = await Save.RunAsync(
            actor,
            person,
            session!.Name!,
            readings,
            group.Operation,
            CancellationToken.None
        );
        saving = false;
        error = saved.Error;
        if (!saved.TryGet(out var answer))
            return;
        group.Saved = answer;
        await Known.RememberAsync(
            actor,
            session.Name!,
            device => device.With(group.User, person, kept.Max(r => r.Measurement.Sequence)),
            CancellationToken.None
        );
        Changes.Say(person);
    }

    private async Task UndoAsync(DeviceGroup group)
    {
        if (group.Saved?.Run is not { } run)
            return;
        var undone = await Undo.RunAsync(await Current.GetAsync(), run, CancellationToken.None);
        (failed, error) = (group, undone.Error);
        if (!undone.Succeeded)
            return;
        (group.Saved, group.Asked, group.Operation) = (null, false, Ids.New());
        if (Guid.TryParseExact(group.Whose, "N", out var person))
            Changes.Say(new(person));
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        leaving.Dispose();
        try
        {
            if (script is not null)
            {
                await script.InvokeVoidAsync("leave");
                await script.DisposeAsync();
            }
        }
        catch (Exception e) when (e is JSDisconnectedException or OperationCanceledException)
        {
            // The page is gone, and the connection with it.
        }
        self?.Dispose();
    }
}
