using System.Text.RegularExpressions;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Nightscout;

/// <summary>What a Nightscout site answers: entries and treatments as JSON, entries as a table without a header.</summary>
internal sealed partial class NightscoutFormat : IFormat
{
    public const string Producer = "nightscout";

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(f => IsJson(f) || IsTable(f))];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var entries = new NightscoutEntries(new Handover(run.Context, run.Sink));
        run.Each(
            files.Where(IsJson),
            (file, _) =>
            {
                using var text = file.OpenText();
                new JsonItems { Item = (_, item) => entries.Take(item) }.Read(text, run.Stop);
            }
        );
        run.Each(
            files.Where(IsTable),
            (file, _) =>
                entries.ReadTable(file, file.Head.Start.Contains('\t') ? '\t' : ',', run.Stop)
        );
    }

    private static bool IsJson(SourceFile file)
    {
        var start = file.Head.Start;
        return file.Head.Signature == Signature.Json
            // The third version of its API wraps the list.
            && (start[0] == '[' || Has(start, "result"))
            && (
                (Has(start, "sgv") && Has(start, "date"))
                || (Has(start, "mbg") && Has(start, "dateString"))
                || (Has(start, "eventType") && Has(start, "created_at"))
            );
    }

    private static bool Has(string start, string name) =>
        start.Contains($"\"{name}\"", StringComparison.Ordinal);

    private static bool IsTable(SourceFile file) =>
        file.Head.Signature == Signature.Text && FirstRow().IsMatch(file.Head.Start);

    /// <summary>When, when again in milliseconds, how much, which way.</summary>
    [GeneratedRegex(
        "^\"?\\d{4}-\\d\\d-\\d\\dT[0-9:.]{5,20}Z?\"?[\t,]\"?\\d{12,13}\"?[\t,]\\d{1,4}(\\.\\d+)?[\t,]",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex FirstRow();
}
