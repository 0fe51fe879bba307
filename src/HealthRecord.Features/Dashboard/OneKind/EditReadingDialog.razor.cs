using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Dashboard.Entry;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Readings;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>Corrects or removes a reading. If somebody else was first, both versions are shown and the reader decides.</summary>
public sealed partial class EditReadingDialog
{
    private PersonClock? clock;
    private ReadingView? conflict;
    private Error? error;
    private string text = "";
    private string? unit;
    private DateTime local;
    private string? moment;
    private string note = "";
    private int seen;
    private bool asked;
    private bool saving;
    private Guid operation = Ids.New();

    [Parameter, EditorRequired]
    public PersonId Person { get; set; }

    [Parameter, EditorRequired]
    public Kind Kind { get; set; } = null!;

    [Parameter, EditorRequired]
    public ReadingView Reading { get; set; } = null!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private EditReading Edit { get; set; } = null!;

    [Inject]
    private DeleteReading Delete { get; set; } = null!;

    [Inject]
    private ConfirmReading Confirm { get; set; } = null!;

    [Inject]
    private SplitReading Split { get; set; } = null!;

    [Inject]
    private UndoChange Undo { get; set; } = null!;

    [Inject]
    private PersonFactsReader Facts { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private RecordChanges Changes { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        var facts = await Facts.GetAsync(Person, CancellationToken.None);
        clock = new PersonClock(facts.ZonesOrUsual(), Time);
        text = EntryText.Write(Kind, Reading.Values, Language.IsFrench);
        unit = Reading.Unit;
        local = clock.Local(Reading.StartUtc, Reading.Zone);
        moment = Reading.Moment;
        note = Reading.Note ?? "";
        seen = Reading.Revision;
    }

    private async Task SaveAsync()
    {
        if (saving)
            return;
        error = null;
        var values = Kind.Codes.Count > 0 ? Reading.Values : EntryText.Read(Kind, text);
        if (values is null)
        {
            error = new("entry.not-a-number", text.Trim());
            return;
        }
        var form = new ReadingForm(
            Kind.Code,
            clock!.Corrected(Reading.StartUtc, local, Reading.Zone),
            values,
            unit,
            Reading.Duration,
            Reading.Zone,
            string.IsNullOrEmpty(moment) ? null : moment,
            note.Trim().Length == 0 ? null : note.Trim(),
            asked
        );
        saving = true;
        var edited = await Edit.RunAsync(
            await Current.GetAsync(),
            Person,
            Reading.Id,
            form,
            seen,
            operation,
            CancellationToken.None
        );
        saving = false;
        asked = edited.Error is { Key: "reading.doubtful" };
        if (asked)
            return;
        if (edited.TryGet(out var now))
            Leave(Texts["edit.saved"], now);
        else
            Refuse(edited.Error!);
    }

    /// <summary>Another value, or the same in another unit, was not asked about yet.</summary>
    private void AskAnew() => asked = false;

    private async Task DeleteAsync()
    {
        saving = true;
        var gone = await Delete.RunAsync(
            await Current.GetAsync(),
            Person,
            Reading.Id,
            seen,
            operation,
            CancellationToken.None
        );
        saving = false;
        if (gone.TryGet(out var now))
            Leave(Texts["edit.removed"], now);
        else
            Refuse(gone.Error!);
    }

    private async Task ConfirmAsync()
    {
        var said = await Confirm.RunAsync(
            await Current.GetAsync(),
            Person,
            Reading.Id,
            seen,
            operation,
            CancellationToken.None
        );
        if (said.TryGet(out var now))
            Leave(Texts["edit.confirmed"], now);
        else
            Refuse(said.Error!);
    }

    private async Task SplitAsync(bool own)
    {
        saving = true;
        var said = await Split.RunAsync(
            await Current.GetAsync(),
            Person,
            Reading.Id,
            own,
            seen,
            operation,
            CancellationToken.None
        );
        saving = false;
        if (said.TryGet(out var now))
            Leave(Texts[own ? "edit.splitted" : "edit.joined"], now);
        else
            Refuse(said.Error!);
    }

    private string Theirs(ReadingView theirs) =>
        theirs.Deleted
            ? Texts["edit.deleted"]
            : Version(
                ReadingWords.Of(Kind, theirs, Texts),
                clock!.Local(theirs.StartUtc, theirs.Zone),
                theirs.Moment,
                theirs.Note
            );

    private string Mine
    {
        get
        {
            var symbol = Kind.Units.FirstOrDefault(u => u.Ucum == unit) is { } known
                ? ValueWords.SymbolOf(known)
                : "";
            var value =
                Kind.Codes.Count > 0 ? ReadingWords.Of(Kind, Reading, Texts)
                : symbol.Length > 0 ? $"{text.Trim()}\u00a0{symbol}"
                : text.Trim();
            return Version(value, local, moment, note);
        }
    }

    /// <summary>All that the two may differ in: whoever keeps one of them sees what goes with the other.</summary>
    private string Version(string value, DateTime at, string? when, string? said)
    {
        var parts = new List<string>
        {
            value,
            $"{Moments.Day(DateOnly.FromDateTime(at), false)} {Moments.Clock(at)}",
        };
        if (Occasions.IsKnown(when ?? ""))
            parts.Add(Texts[$"moment.{when}"]);
        if (!string.IsNullOrWhiteSpace(said))
            parts.Add(said.Trim());
        return string.Join(" · ", parts);
    }

    private void Refuse(Error refusal)
    {
        conflict = refusal is { Key: "reading.changed", Arguments: [ReadingView present, ..] }
            ? present
            : null;
        error = conflict is null ? refusal : null;
        operation = Ids.New();
    }

    private void KeepTheirs()
    {
        Changes.Say(Person);
        Dialog.Close();
    }

    private Task KeepMineAsync()
    {
        seen = conflict!.Revision;
        conflict = null;
        return SaveAsync();
    }

    private void Leave(string sentence, ReadingView now)
    {
        // A correction that moved to another month left a deletion behind, one revision further.
        var revision = now.Id == Reading.Id ? now.Revision : seen + 1;
        var change = operation;
        Snack.Done(sentence, () => UndoAsync(Reading.Id, revision, change));
        Changes.Say(Person);
        Dialog.Close();
    }

    private async Task UndoAsync(ReadingId id, int revision, Guid change)
    {
        var undone = await Undo.RunAsync(
            await Current.GetAsync(),
            Person,
            id,
            revision,
            Ids.New(),
            CancellationToken.None,
            change
        );
        if (undone.Error is { } refusal)
            Snack.Refused(refusal);
        else
            Changes.Say(Person);
    }
}
