using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Prevention.Words;
using Microsoft.AspNetCore.Components;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>What the programme plans for a person, why, and one tap for each answer.</summary>
public sealed partial class CalendarPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private readonly OnePanel panels = new();
    private CalendarView? view;
    private CalendarSections? sections;
    private ItemWords? words;
    private bool busy;
    private Error? error;

    [Parameter]
    public Guid Person { get; set; }

    [Inject]
    private ReadCalendar Read { get; set; } = null!;

    [Inject]
    private RecordDone Done { get; set; } = null!;

    [Inject]
    private SaveBookEntry Save { get; set; } = null!;

    [Inject]
    private DecideItem Decide { get; set; } = null!;

    [Inject]
    private SayComplete Complete { get; set; } = null!;

    [Inject]
    private TakeBackWord TakeBack { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private WhoIsShown Who { get; set; } = null!;

    [Inject]
    private Snack Snack { get; set; } = null!;

    private PersonId Id => new(Person);

    private PersonLabel? Whose => Who.Persons.FirstOrDefault(p => p.Person == Id);

    private IEnumerable<(string Title, string? Undo, IReadOnlyList<DueItem> Items)> Folded =>
        [
            (Texts["calendar.later"], null, sections!.Later),
            (Texts["calendar.done"], Texts["undo.done"], sections.Done),
            (Texts["calendar.not-recorded"], null, sections.NotRecorded),
            (Texts["calendar.declined"], Texts["undo.declined"], sections.Declined),
        ];

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var read = await Read.RunAsync(await Current.GetAsync(), Id, leaving.Token);
        view = read.TryGet(out var found) ? found : null;
        error = read.Error;
        sections = view?.Said is { } said ? CalendarSections.Of(said) : null;
        words = view?.Said is null ? null : new(Texts, view);
    }

    private IReadOnlyList<ItemView> Shown(IReadOnlyList<DueItem> items) =>
        [.. items.Select(words!.Of)];

    /// <summary>What the reader can do something about comes first.</summary>
    private static int Worth(NotConcerned other) =>
        other.Reason switch
        {
            NotConcernedReason.FactsNotAnswered => 0,
            NotConcernedReason.Information => 1,
            _ => 2,
        };

    private Task SaidAsync(ItemSaid said) =>
        said.Kind is { } kind ? DecideAsync(said, kind)
        : said.DoneOn is { } on ? DoneAsync(said.Item, on)
        : Task.CompletedTask;

    private async Task DoneAsync(DueItem item, DateOnly on)
    {
        busy = true;
        var kept = await Done.RunAsync(
            await Current.GetAsync(),
            Id,
            item.Rule.Id,
            on,
            leaving.Token
        );
        await AfterAsync(
            kept.Error,
            Texts["said.done"],
            kept.TryGet(out var id) ? () => UndoAsync(id) : null
        );
    }

    private async Task InjectionAsync(BookPayload payload)
    {
        busy = true;
        var kept = await Save.RunAsync(await Current.GetAsync(), Id, payload, null, leaving.Token);
        await AfterAsync(kept.Error, Book["book.saved"], null);
    }

    private async Task DecideAsync(ItemSaid said, DecisionKind kind)
    {
        busy = true;
        // "Not for me" and "wrong" are said of the line, whatever season it is.
        var always = kind is DecisionKind.NotForMe or DecisionKind.Wrong;
        var word = new ItemWord(
            said.Item.Key,
            kind,
            always ? null : said.Item.Occurrence,
            said.Until,
            said.Note
        );
        var before = view!
            .Choices.FirstOrDefault(choice =>
                choice.Payload.Item == word.Item && choice.Payload.Occurrence == word.Occurrence
            )
            ?.Payload;
        var kept = await Decide.RunAsync(await Current.GetAsync(), Id, word, leaving.Token);
        await AfterAsync(
            kept.Error,
            Texts[$"said.{kind}"],
            !kept.TryGet(out var id) ? null
                : before is null ? () => UndoAsync(id)
                : () =>
                    AgainAsync(
                        new(before.Item, before.Kind, before.Occurrence, before.Until, before.Note)
                    )
        );
    }

    private async Task CompleteAsync(RuleKind kind, DateOnly? day)
    {
        busy = true;
        var kept = await Complete.RunAsync(await Current.GetAsync(), Id, kind, day, leaving.Token);
        await AfterAsync(
            kept.Error,
            Texts["said.complete"],
            kept.TryGet(out var id) ? () => UndoAsync(id) : null
        );
    }

    private async Task TakeBackAsync(WordBack word)
    {
        busy = true;
        var taken = await TakeBack.RunAsync(
            await Current.GetAsync(),
            Id,
            word.Entry,
            word.Version,
            leaving.Token
        );
        await AfterAsync(taken.Error, Texts["said.taken-back"], null);
    }

    private async Task AfterAsync(Error? refusal, string sentence, Func<Task>? undo)
    {
        busy = false;
        await LoadAsync();
        error ??= refusal;
        if (refusal is null)
            Snack.Done(sentence, undo is null ? null : () => InvokeAsync(undo));
    }

    private async Task UndoAsync(EntryId id)
    {
        var taken = await TakeBack.RunAsync(
            await Current.GetAsync(),
            Id,
            id,
            null,
            CancellationToken.None
        );
        await LoadAsync();
        error ??= taken.Error;
        StateHasChanged();
    }

    /// <summary>Undo of a word that had replaced another: the other one holds again.</summary>
    private async Task AgainAsync(ItemWord word)
    {
        var again = await Decide.RunAsync(
            await Current.GetAsync(),
            Id,
            word,
            CancellationToken.None
        );
        await LoadAsync();
        error ??= again.Error;
        StateHasChanged();
    }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }
}
