using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Family.Pages;

/// <summary>Domains in the reader's words.</summary>
internal static class DomainWords
{
    /// <summary>In the order in which they are ticked.</summary>
    public static IReadOnlyList<RecordDomains> Ordinary { get; } =
    [
        RecordDomains.Facts,
        RecordDomains.Measures,
        RecordDomains.Medication,
        RecordDomains.Documents,
        RecordDomains.Sleep,
        RecordDomains.Sport,
        RecordDomains.Nutrition,
    ];

    public static IReadOnlyList<RecordDomains> Sensitive { get; } =
    [RecordDomains.Mental, RecordDomains.SexualReproductive, RecordDomains.Addiction];

    public static string Of(IStringLocalizer<FamilyTexts> texts, RecordDomains domain) =>
        texts[
            domain switch
            {
                RecordDomains.Facts => "domain.facts",
                RecordDomains.Measures => "domain.measures",
                RecordDomains.Medication => "domain.medication",
                RecordDomains.Documents => "domain.documents",
                RecordDomains.Sleep => "domain.sleep",
                RecordDomains.Sport => "domain.sport",
                RecordDomains.Nutrition => "domain.nutrition",
                RecordDomains.Mental => "domain.mental",
                RecordDomains.SexualReproductive => "domain.sexual",
                _ => "domain.addiction",
            }
        ];

    /// <summary>One line: "everything but the sensitive", then what is more, or each by name.</summary>
    public static string Sum(IStringLocalizer<FamilyTexts> texts, RecordDomains domains)
    {
        if (domains == DomainSets.All)
            return texts["domain.all"];
        var hasEverything = (domains & DomainSets.Everything) == DomainSets.Everything;
        var named = (hasEverything ? [] : Ordinary)
            .Concat(Sensitive)
            .Where(d => domains.HasFlag(d))
            .Select(d => Of(texts, d));
        return string.Join(
            ", ",
            hasEverything ? named.Prepend(texts["domain.everything"].Value) : named
        );
    }
}
