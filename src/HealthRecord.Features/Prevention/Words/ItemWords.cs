using System.Globalization;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Prevention.Calendar;
using HealthRecord.Features.Prevention.Facts;
using HealthRecord.Features.Prevention.Store;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>Tells one item in the reader's language: what, in which state, since or from when.</summary>
internal sealed class ItemWords(IStringLocalizer<PreventionTexts> texts, CalendarView view)
{
    private readonly ReasonWords reasons = new(texts, view.Said!.Programme);

    private DateOnly Today => view.Said!.Today;

    public ItemView Of(DueItem item)
    {
        var text = Of(item.Rule);
        return new(
            item,
            text.Title,
            text.Message,
            Lang(text),
            State(item),
            StateWords.Icon(item),
            StateWords.Tone(item)
        )
        {
            Dose = Dose(item),
            When = StateWords.When(item, Today, texts),
            Missing = Missing(item),
            Last = Last(item),
            Note = Choice(item)?.Note,
            IsDateUnknown =
                item.State == ItemState.ToComplete
                && Choice(item)?.Kind == DecisionKind.DoneDateUnknown,
            Why = Why(item.Rule, reasons.Of(item), Questions(item)),
            Undo = Undo(item),
        };
    }

    /// <summary>A line that does not apply, and what would change that, as far as the reader sees answers.</summary>
    public OtherView Of(NotConcerned other)
    {
        var text = Of(other.Rule);
        var questions = view.SeesFacts
            ? ReasonWords.Questions(other.OpenFacts.Select(FactCatalogue.Find).OfType<RuleFact>())
            : [];
        return new(
            text.Title,
            text.Message,
            Lang(text),
            view.SeesFacts || other.Reason is not NotConcernedReason.FactsNotAnswered
                ? reasons.Of(other)
                : texts["not.FactsNotSeen"],
            other.Reason,
            Why(other.Rule, [], questions)
        );
    }

    private WhyView Why(Rule rule, IReadOnlyList<string> told, IReadOnlyList<string> questions) =>
        new(
            rule,
            told,
            questions,
            texts[
                "why.programme",
                view.Said!.Programme.All.Jurisdiction,
                Day(view.Said.Programme.All.AsOf)
            ]
        );

    /// <summary>What nobody has answered, of a line that may still come or change.</summary>
    private IReadOnlyList<string> Questions(DueItem item) =>
        !view.SeesFacts || item.State is ItemState.Done or ItemState.NotRecorded
            ? []
            : ReasonWords.Questions(
                FactUse
                    .Of(item.Rule)
                    .Where(fact =>
                        !IsAnswered(fact)
                        && (!fact.IsDated || view.SeesPrivate)
                        && FactUse.IsAskedOf(
                            fact,
                            view.Said!.Input.Person.Born,
                            view.Said.Input.Person.Sex,
                            Today
                        )
                    )
            );

    private bool IsAnswered(RuleFact fact) =>
        fact.IsDated
            ? view.Said!.Input.Facts.Pregnancy is not null
            : view.Said!.Input.Facts.Answers.ContainsKey(fact.Id);

    private WordBack? Undo(DueItem item)
    {
        if (!view.MayWrite)
            return null;
        if (
            item.State == ItemState.ToComplete
            && Choice(item)?.Kind != DecisionKind.DoneDateUnknown
        )
            return null;
        if (
            item.State is ItemState.Declined or ItemState.ToComplete
            || item.PostponedUntil is not null
        )
            return StoredChoice(item) is { } said ? new(said.Id, said.RowVersion) : null;
        return StoredDone(item) is { } done ? new(done.Id, done.RowVersion) : null;
    }

    public static RuleText Of(Rule rule) =>
        RuleWording.Of(rule, Language.IsFrench) is { InFrench: true } french
            ? french with
            {
                Title = FrenchText.Set(french.Title),
                Message = FrenchText.Set(french.Message),
            }
            : RuleWording.Of(rule, french: false);

    /// <summary>The language to mark on a text that stays French for an English reader.</summary>
    public static string? Lang(RuleText text) => text.InFrench && !Language.IsFrench ? "fr" : null;

    private string? Dose(DueItem item) =>
        item.Dose is { } n && Doses(item) > 1 ? texts["item.dose", n, Doses(item)].Value : null;

    private string State(DueItem item) =>
        item switch
        {
            { PostponedUntil: not null } => texts["state.postponed"],
            { State: ItemState.Upcoming } when item.Earliest <= Today => texts["state.possible"],
            { State: ItemState.Declined } => texts[
                Choice(item)?.Kind == DecisionKind.Wrong ? "state.wrong" : "state.declined"
            ],
            _ => texts[$"state.{item.State}"],
        };

    private string? Missing(DueItem item) =>
        item.Missing.Count == 0
            ? null
            : texts["item.missing", AntigenWords.Of(item.Missing, Language.IsFrench)].Value;

    /// <summary>The last time, for what comes back.</summary>
    private string? Last(DueItem item) =>
        item is { State: not ItemState.Done, DoneOn: { } day }
            ? texts["item.last", Day(day)].Value
            : null;

    /// <summary>What was said about the item, if anything: of several words the newest.</summary>
    private ItemChoice? Choice(DueItem item) => StoredChoice(item)?.Payload;

    private StoredEntry<ItemChoice>? StoredChoice(DueItem item) =>
        view
            .Choices.Where(said =>
                said.Payload.Item == item.Key
                && (said.Payload.Occurrence is null || said.Payload.Occurrence == item.Occurrence)
            )
            .OrderByDescending(said =>
                item.State == ItemState.Declined
                && said.Payload.Kind is DecisionKind.NotForMe or DecisionKind.Wrong
            )
            .ThenByDescending(said => said.Payload.AtUtc)
            .FirstOrDefault();

    /// <summary>The line that says it was done, where it is no injection.</summary>
    private StoredEntry<ProgrammeDone>? StoredDone(DueItem item) =>
        view.Done.FirstOrDefault(done =>
            done.Payload.Rule == item.Rule.Id && done.Payload.On == item.DoneOn
        );

    /// <summary><c>1er mars 2026</c>: in a sentence the day of the week is in the way.</summary>
    public static string Day(DateOnly day) =>
        day is { Day: 1 } && Language.IsFrench
            ? "1er " + day.ToString("MMMM yyyy", CultureInfo.CurrentCulture)
            : day.ToString("d MMMM yyyy", CultureInfo.CurrentCulture);

    private static int Doses(DueItem item) =>
        item.Rule.Series.FirstOrDefault(series => series.Id == item.Series)?.Doses.Count ?? 1;
}
