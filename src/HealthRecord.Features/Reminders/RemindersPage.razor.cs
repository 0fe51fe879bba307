using HealthRecord.Domain;
using HealthRecord.Domain.Reminders;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Reminders.Feed;
using HealthRecord.Features.Reminders.Planning;
using HealthRecord.Features.Reminders.Settings;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Reminders;

/// <summary>How the reader is reminded: by what, when, of whom; the private calendar; whom to tell when something was missed.</summary>
public sealed partial class RemindersPage : IDisposable
{
    private const int Quarter = 15;
    private static readonly DayOfWeek[] Week =
    [
        DayOfWeek.Monday,
        DayOfWeek.Tuesday,
        DayOfWeek.Wednesday,
        DayOfWeek.Thursday,
        DayOfWeek.Friday,
        DayOfWeek.Saturday,
        DayOfWeek.Sunday,
    ];
    private static readonly int[] Quarters =
    [
        .. Enumerable.Range(0, 24 * 60 / Quarter).Select(q => q * Quarter),
    ];

    private readonly CancellationTokenSource leaving = new();
    private readonly HashSet<PersonId> muted = [];
    private readonly List<RelayDraft> relays = [];
    private ReminderSettingsView? view;
    private ZoneTimeline zones = PersonZone.Usual;
    private Error? error;
    private string? address;
    private DayOfWeek day;
    private int hour;
    private int quietFrom;
    private int quietTo;
    private bool mail;
    private bool busy;

    [Inject]
    private ReadReminderSettings Read { get; set; } = null!;

    [Inject]
    private SaveReminderSettings Save { get; set; } = null!;

    [Inject]
    private CreateFeed Create { get; set; } = null!;

    [Inject]
    private RevokeFeed Revoke { get; set; } = null!;

    [Inject]
    private ReadRelay ReadRelay { get; set; } = null!;

    [Inject]
    private ChooseRelay Choose { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Current.GetAsync();
        zones = (await Facts.GetAsync(actor.OwnPerson, leaving.Token)).ZonesOrUsual();
        foreach (var person in Who.Persons)
            if (
                (await ReadRelay.RunAsync(actor, person.Person, leaving.Token)).TryGet(
                    out var relay
                )
                && relay.Whom.Count > 0
            )
                relays.Add(new(person.Person, person.Name, relay));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        view = await Read.RunAsync(await Current.GetAsync(), leaving.Token);
        var form = view.Form;
        mail = form.Mail;
        (day, hour) = (form.Hours.DigestDay, form.Hours.DigestHour);
        (quietFrom, quietTo) = (form.Hours.QuietFrom, form.Hours.QuietTo);
        muted.Clear();
        muted.UnionWith(form.Muted);
    }

    private void Mute(PersonId person, bool isMuted)
    {
        if (isMuted)
            muted.Add(person);
        else
            muted.Remove(person);
    }

    private async Task SaveAsync()
    {
        busy = true;
        var saved = await Save.RunAsync(
            await Current.GetAsync(),
            new(mail, new ReminderHours(day, hour, quietFrom, quietTo), [.. muted]),
            leaving.Token
        );
        Told(saved.Error);
    }

    private async Task CreateAsync()
    {
        busy = true;
        var made = await Create.RunAsync(await Current.GetAsync(), leaving.Token);
        (busy, error) = (false, made.Error);
        if (!made.TryGet(out address))
            return;
        await LoadAsync();
    }

    private async Task RevokeAsync()
    {
        busy = true;
        var ended = await Revoke.RunAsync(await Current.GetAsync(), leaving.Token);
        address = null;
        Told(ended.Error);
        await LoadAsync();
    }

    private async Task ChooseAsync(RelayDraft draft)
    {
        busy = true;
        var whom = Guid.TryParseExact(draft.Chosen, "N", out var account)
            ? new[] { new AccountId(account) }
            : [];
        var chosen = await Choose.RunAsync(
            await Current.GetAsync(),
            draft.Person,
            whom,
            draft.Minutes,
            leaving.Token
        );
        Told(chosen.Error);
    }

    private void Told(Error? refusal)
    {
        (busy, error) = (false, refusal);
        if (refusal is null)
            Snack.Done(Texts["settings.saved"]);
    }

    private string Moment(DateTime utc)
    {
        var local = zones.LocalOf(utc);
        return $"{Moments.Day(DateOnly.FromDateTime(local), withYear: true)}, {Moments.Clock(local)}";
    }

    private static string Clock(int minutes) =>
        Moments.Clock(DateTime.UnixEpoch.AddMinutes(minutes));

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private sealed class RelayDraft(PersonId person, string name, RelayView view)
    {
        public PersonId Person { get; } = person;
        public string Name { get; } = name;
        public IReadOnlyList<RelayCarer> Whom { get; } = view.Whom;
        public string Chosen { get; set; } = view.Chosen?.ToString() ?? "";
        public int Minutes { get; set; } = view.DelayMinutes;
    }
}
