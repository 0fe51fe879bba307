using HealthRecord.Domain.Prevention.Rules;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>How a line of the programme is called where no programme is at hand.</summary>
internal static class RuleNames
{
    /// <param name="kept">The name it had when it was written down.</param>
    public static string Of(string rule, string? kept, bool french) =>
        RuleFile.Embedded.Rules.FirstOrDefault(line => line.Id == rule) is { } known
            ? FrenchText.Set(RuleWording.Of(known, french).Title)
            : kept ?? rule;
}
