using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Prevention.Store;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>"Pourquoi ce rappel ?": what moved the date, and what keeps a line silent, in sentences.</summary>
internal sealed class ReasonWords(IStringLocalizer<PreventionTexts> texts, Programme programme)
{
    public IReadOnlyList<string> Of(DueItem item) =>
        [.. item.Reasons.Select(reason => Of(reason, item)?.Value).OfType<string>()];

    public string Of(NotConcerned other) => texts[$"not.{other.Reason}"];

    public static IReadOnlyList<string> Questions(IEnumerable<RuleFact> facts) =>
        [.. facts.Select(fact => (Language.IsFrench ? fact.Fr : fact.En).Question)];

    private LocalizedString? Of(ItemReason reason, DueItem item) =>
        reason.Kind switch
        {
            ReasonKind.Age => reason is { Period: { IsZero: false } age, Day: { } at }
                ? texts["why.age", Of(age), Day(at)]
                : texts["why.birth"],
            ReasonKind.AfterDose => texts["why.after-dose", Of(reason.Period), Day(reason.From)],
            ReasonKind.AfterAntigen => texts[
                "why.after-antigen",
                Of(reason.Period),
                Antigen(reason.Word),
                Day(reason.From)
            ],
            ReasonKind.AfterLast => texts["why.after-last", Of(reason.Period), Day(reason.From)],
            ReasonKind.RuleBegins => texts["why.begins", Day(reason.Day)],
            ReasonKind.RecentDose => texts[
                "why.recent",
                Antigen(reason.Word),
                Day(reason.From),
                Of(reason.Period),
                Day(reason.Day)
            ],
            ReasonKind.Season => Campaign(reason.Word) is { } campaign
                ? texts["why.campaign", campaign, Day(reason.Day)]
                : texts["why.season", Day(reason.Day)],
            ReasonKind.Gestation => texts["why.weeks", Day(reason.Day)],
            ReasonKind.YearOfAge => texts["why.year-of-age", Day(reason.Day)],
            ReasonKind.PartlyGiven => texts[
                "why.partly",
                AntigenWords.Of(item.Missing, Language.IsFrench)
            ],
            _ => null,
        };

    private string Of(Domain.Prevention.Period? period) =>
        PeriodWords.Of(period ?? Domain.Prevention.Period.Zero, texts);

    private static string Antigen(string? word) =>
        word is null ? "" : AntigenWords.Of(word, Language.IsFrench);

    private string? Campaign(string? title) =>
        title is null ? null
        : programme.All.Campaigns.FirstOrDefault(campaign => campaign.Title == title) is { } known
            ? RuleWording.Of(known, Language.IsFrench)
        : title;

    private static string Day(DateOnly? day) => day is { } known ? ItemWords.Day(known) : "";
}
