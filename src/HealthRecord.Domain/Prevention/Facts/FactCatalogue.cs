using System.Text.Json;
using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Domain.Prevention.Facts;

/// <summary>The closed list of facts that rules may use, from <c>prevention-facts.json</c>.</summary>
public static class FactCatalogue
{
    private const string EmbeddedName = "prevention-facts.json";

    private static readonly Lazy<IReadOnlyList<RuleFact>> Read = new(ReadEmbedded);

    public static IReadOnlyList<RuleFact> All => Read.Value;

    public static RuleFact? Find(string id) => All.FirstOrDefault(fact => fact.Id == id);

    private static List<RuleFact> ReadEmbedded()
    {
        using var stream =
            typeof(FactCatalogue).Assembly.GetManifestResourceStream(EmbeddedName)
            ?? throw new InvalidOperationException("The list of facts is not embedded.");
        return JsonSerializer.Deserialize<List<RuleFact>>(stream, RuleJson.Options)
            ?? throw new InvalidOperationException("The list of facts is empty.");
    }
}
