using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard.Tiles;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>Writes a reading in two taps; asks once about what is doubtful, and keeps what is being typed.</summary>
public sealed partial class QuickEntryDialog : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource closing = new();
    private CancellationTokenSource typing = new();
    private IReadOnlyList<KindRow>? kinds;
    private IReadOnlyList<KindRow> usual = [];
    private TileChoice choice = TileChoice.None;
    private PersonClock clock = null!;
    private Actor actor = null!;
    private EntryState? state;
    private Error? error;
    private string search = "";
    private bool customTime;
    private bool restored;
    private bool saving;
    private bool unkept;

    [Parameter, EditorRequired]
    public PersonLabel Whose { get; set; } = null!;

    /// <summary>Code of the kind to begin with.</summary>
    [Parameter]
    public string? Begin { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadKinds ReadKinds { get; set; } = null!;

    [Inject]
    private TileChoices Choices { get; set; } = null!;

    [Inject]
    private Drafts Drafts { get; set; } = null!;

    [Inject]
    private LogReadings Log { get; set; } = null!;

    [Inject]
    private DeleteReading Delete { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private ShellScript Script { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private static readonly string[] Places = [Occasions.AtHome, Occasions.AtPractice];

    /// <summary>A bare count has no unit that anybody would read.</summary>
    private bool HasUnit =>
        state!.Kind.Units.Count > 1
        || (state.Kind.Units.Count == 1 && ValueWords.SymbolOf(state.Kind.Canonical).Length > 0);

    private bool IsPressure => state!.Kind.Code == "blood-pressure";

    private IEnumerable<KindRow> Found =>
        (kinds ?? [])
            .Where(k =>
                k.Kind.Name(Language.IsFrench)
                    .Contains(search.Trim(), StringComparison.CurrentCultureIgnoreCase)
            )
            .Take(12);

    private string Said => string.Join(" · ", state!.Fields.Select(f => f.Text.Trim()));

    protected override async Task OnInitializedAsync()
    {
        actor = await Current.GetAsync();
        var facts = await Facts.GetAsync(Whose.Person, closing.Token);
        clock = new(facts.ZonesOrUsual(), Time);
        choice = await Choices.RunAsync(actor, Whose.Person, closing.Token);
        var read = await ReadKinds.RunAsync(actor, Whose.Person, closing.Token);
        kinds = read.TryGet(out var all) ? Typed(all) : [];
        usual = UsualKinds.Of(kinds, choice.Recent, Ages.Of(Whose.BornOn, clock.Today));
        var draft = EntryDraft.Of(
            await Drafts.ReadAsync(actor, Whose.Person, EntryDraft.Form, closing.Token)
        );
        var code = Begin ?? draft?.Kind;
        if (kinds.FirstOrDefault(k => k.Kind.Code == code) is not { } begin)
        {
            await FocusAsync();
            return;
        }
        Choose(begin.Kind);
        if (draft is { IsEmpty: false } && draft.Kind == code)
        {
            state!.Restore(draft);
            restored = true;
            customTime = state.Fields[0].Local is not null;
        }
        await FocusAsync();
    }

    private async Task ChooseAsync(Kind kind)
    {
        Choose(kind);
        await FocusAsync();
    }

    private void Choose(Kind kind)
    {
        state = new EntryState(kind);
        if (
            choice.Units.TryGetValue(kind.Code, out var unit) && kind.Units.Any(u => u.Ucum == unit)
        )
            state.Unit = unit;
        (error, restored, customTime) = (null, false, false);
    }

    private async Task FocusAsync()
    {
        StateHasChanged();
        await Task.Yield();
        await Script.FocusAsync(state is null ? ".hr-kinds button" : "#entry-value-0");
    }

    // A button: a link above the page would stand before the one that leads past the navigation.
    private void ReadDevice()
    {
        Dialog.Close();
        Navigation.NavigateTo($"/p/{Whose.Person}/appareil");
    }

    private void Back()
    {
        (state, error, search) = (null, null, "");
    }

    private void OtherTime()
    {
        customTime = true;
        state!.Fields[0].Local = clock.Now;
    }

    private void AddLine()
    {
        var last = state!.Fields[^1].Local ?? clock.Now;
        state.Fields[^1].Local = last;
        // Past values are typed from the newest back, one a day.
        state.AddField(last.AddDays(-1));
    }

    /// <summary>A stage of sleep has a length that nobody types here: without it there would be a night of no time.</summary>
    private static List<KindRow> Typed(IReadOnlyList<KindRow> all) =>
        [
            .. all.Where(k =>
                k.MayWrite && k.CanBeLogged && KindShapes.Of(k.Kind) != KindShape.Night
            ),
        ];

    private async Task RemoveLineAsync(EntryField field)
    {
        state!.RemoveField(field);
        await TypedAsync();
    }

    private async Task PlaceAsync(string place)
    {
        state!.Moment = state.Moment == place ? null : place;
        await TypedAsync();
    }

    private async Task ForgetAsync()
    {
        await DropDraftAsync();
        await ChooseAsync(state!.Kind);
    }

    private async Task DefineAsync()
    {
        var dialog = await Dialogs.ShowAsync<DefineKindDialog>(
            Texts["define.title"],
            new DialogParameters<DefineKindDialog> { { d => d.Person, Whose.Person } }
        );
        if ((await dialog.Result) is not { Canceled: false, Data: KindTag tag })
            return;
        var read = await ReadKinds.RunAsync(actor, Whose.Person, closing.Token);
        kinds = read.TryGet(out var all) ? Typed(all) : [];
        if (kinds.FirstOrDefault(k => k.Tag == tag) is { } row)
            await ChooseAsync(row.Kind);
    }

    /// <summary>Keeps the draft when the fingers rest.</summary>
    private async Task TypedAsync()
    {
        state!.Changed();
        error = null;
        unkept = true;
        await typing.CancelAsync();
        typing.Dispose();
        typing = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
        var mine = typing.Token;
        try
        {
            await Task.Delay(Pause, Time, mine);
            await KeepDraftAsync(mine);
            unkept = false;
        }
        catch (OperationCanceledException)
        {
            // Another key came first, or the reading was saved.
        }
    }

    private async Task KeepDraftAsync(CancellationToken ct) =>
        await Drafts.SaveAsync(actor, Whose.Person, EntryDraft.Form, state!.Draft().ToText(), ct);

    private async Task DropDraftAsync() =>
        await Drafts.SaveAsync(actor, Whose.Person, EntryDraft.Form, null, closing.Token);

    private async Task SaveAsync()
    {
        if (saving || state is null)
            return;
        error = null;
        var forms = state.Forms(clock);
        if (!forms.TryGet(out var readings))
        {
            error = forms.Error;
            return;
        }
        saving = true;
        await typing.CancelAsync();
        // Kept before it is sent: when the answer is lost, the draft knows the act and says it again.
        if (unkept)
            await KeepDraftAsync(closing.Token);
        var logged = await Log.RunAsync(
            actor,
            Whose.Person,
            readings,
            state.Operation,
            closing.Token
        );
        saving = false;
        if (logged.Error is { Key: "reading.doubtful" })
        {
            state.Ask();
            return;
        }
        if (!logged.TryGet(out var ids))
        {
            error = logged.Error;
            return;
        }
        await DropDraftAsync();
        await Choices.RememberAsync(
            actor,
            Whose.Person,
            state.Kind.Code,
            state.Unit,
            closing.Token
        );
        Snack.Done(
            ids.Count == 1 ? Texts["entry.saved"] : Texts["entry.saved-many", ids.Count],
            () => UndoAsync(ids)
        );
        Changes.Say(Whose.Person);
        Dialog.Close();
    }

    private async Task UndoAsync(IReadOnlyList<ReadingId> ids)
    {
        foreach (var id in ids)
        {
            var gone = await Delete.RunAsync(
                actor,
                Whose.Person,
                id,
                Mark.SaidWithIt,
                Ids.New(),
                CancellationToken.None
            );
            if (gone.Error is { } refusal)
            {
                Snack.Refused(refusal);
                return;
            }
        }
        Changes.Say(Whose.Person);
        Snack.Done(Texts["entry.undone"]);
    }

    public void Dispose()
    {
        closing.Cancel();
        closing.Dispose();
        typing.Dispose();
    }
}
