using System.Text;
using System.Text.Json;
using HealthRecord.Domain.Prevention.Facts;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>Reads a rule file strictly: what is not understood whole is refused, with line and path.</summary>
public static class RuleFile
{
    /// <summary>Programmes are some hundred kilobytes; what is larger is not one.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private const string EmbeddedName = "prevention-rules-fr.json";

    private static readonly Lazy<RuleSet> French = new(ReadEmbedded);

    /// <summary>The French programme that the product ships with.</summary>
    public static RuleSet Embedded => French.Value;

    /// <summary>The rule set, or the reasons why the file is refused; never both.</summary>
    public static RuleFileReading Read(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MostBytes)
            return Refused(new(null, "$", $"larger than {MostBytes} bytes"));
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
            utf8 = utf8[Encoding.UTF8.Preamble.Length..];
        try
        {
            if (JsonSerializer.Deserialize<RuleSet>(utf8, RuleJson.Options) is not { } rules)
                return Refused(new(1, "$", "null instead of a rule set"));
            var lines = new JsonLines(utf8);
            var problems = RuleSetCheck
                .Run(rules, FactCatalogue.All)
                .Select(p => p with { Line = lines.Of(p.Path) })
                .ToList();
            return problems.Count == 0 ? new(rules, []) : new(null, problems);
        }
        catch (JsonException fault)
        {
            return Refused(new(fault.LineNumber + 1, fault.Path ?? "$", Shortened(fault.Message)));
        }
    }

    private static RuleFileReading Refused(RuleFileProblem problem) => new(null, [problem]);

    /// <summary>The serializer repeats path and line after its sentence, and may name types of this program.</summary>
    private static string Shortened(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).Replace(
            "HealthRecord.Domain.Prevention.",
            "",
            StringComparison.Ordinal
        );
    }

    private static RuleSet ReadEmbedded()
    {
        using var stream =
            typeof(RuleFile).Assembly.GetManifestResourceStream(EmbeddedName)
            ?? throw new InvalidOperationException("The programme is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        var reading = Read(bytes.ToArray());
        return reading.Rules
            ?? throw new InvalidOperationException(
                $"The embedded programme is refused: {reading.Problems[0]}"
            );
    }
}
