using System.Text.Json;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>Titles and messages of rules in English. A rule that has none is told in the language of its programme.</summary>
public static class RuleWording
{
    private const string EmbeddedName = "prevention-wording-english.json";

    private static readonly Lazy<(
        IReadOnlyDictionary<string, RuleText> Rules,
        IReadOnlyDictionary<string, string> Campaigns
    )> English = new(ReadEmbedded);

    /// <summary>A rule in the reader's language. French text is shown to an English reader as it stands where nobody translated it.</summary>
    public static RuleText Of(Rule rule, bool french) =>
        french || !English.Value.Rules.TryGetValue(rule.Id, out var text)
            ? new(rule.Title, rule.Message, InFrench: true)
            : text;

    public static string Of(Campaign campaign, bool french) =>
        french || !English.Value.Campaigns.TryGetValue(campaign.Id, out var title)
            ? campaign.Title
            : title;

    private static (
        IReadOnlyDictionary<string, RuleText>,
        IReadOnlyDictionary<string, string>
    ) ReadEmbedded()
    {
        using var stream =
            typeof(RuleWording).Assembly.GetManifestResourceStream(EmbeddedName)
            ?? throw new InvalidOperationException("The English wording is not embedded.");
        using var file = JsonDocument.Parse(stream);
        return (
            file.RootElement.GetProperty("rules")
                .EnumerateObject()
                .ToDictionary(
                    p => p.Name,
                    p => new RuleText(
                        p.Value.GetProperty("title").GetString()!,
                        p.Value.GetProperty("message").GetString()!,
                        InFrench: false
                    ),
                    StringComparer.Ordinal
                ),
            file.RootElement.GetProperty("campaigns")
                .EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal)
        );
    }
}

/// <param name="InFrench">Whether the text is French: a page in another language marks it so.</param>
public sealed record RuleText(string Title, string Message, bool InFrench);
