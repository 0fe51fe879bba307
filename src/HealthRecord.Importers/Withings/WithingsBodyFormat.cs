using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Withings;

/// <summary>Answers of Withings' API kept in files.</summary>
internal sealed class WithingsBodyFormat : IFormat
{
    private static readonly string[] Lists =
    [
        "activities",
        "series",
        "devices",
        "goals",
        "profiles",
    ];

    public string Code => WithingsItems.Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(f => HoldsData(f) || IsOther(f))];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var bodies = files.Where(HoldsData).ToList();
        var surveys = bodies.ToDictionary(f => f, f => Survey(f, run));
        var items = new WithingsItems(run, WithingsOwner.Of(run, [.. surveys.Values]));
        run.Each(
            bodies,
            (file, _) =>
            {
                using var text = file.OpenText();
                items.Read(text, surveys[file].Zone);
            }
        );
        items.Finish();
        if (surveys.Values.Any(s => s.Page.Offset is not null))
            run.Sink.Warn(Warnings.MorePages);
        var unread = new Leftovers();
        foreach (var file in files.Where(f => !HoldsData(f)))
            unread.Add(Array.Find(Lists, l => Has(file, l)) ?? file.Name);
        unread.Warn(run.Sink, Warnings.TablesUnread);
    }

    private static WithingsSurvey Survey(SourceFile file, FormatRun run)
    {
        var survey = new WithingsSurvey();
        try
        {
            using var text = file.OpenText();
            survey.Read(text, run.Stop);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            // Told when it is read.
        }
        return survey;
    }

    private static bool HoldsData(SourceFile file) =>
        file.Head.Signature == Signature.Json
        && (
            Has(file, "measuregrps")
            || (Has(file, "grpid") && Has(file, "measures"))
            || (IsAnswer(file) && (Has(file, "activities") || Has(file, "series")))
        );

    /// <summary>Of the account: devices, goals, subscriptions.</summary>
    private static bool IsOther(SourceFile file) => IsAnswer(file) && Lists.Any(l => Has(file, l));

    private static bool IsAnswer(SourceFile file) =>
        file.Head.Signature == Signature.Json && Has(file, "status") && Has(file, "body");

    private static bool Has(SourceFile file, string name) =>
        file.Head.Start.Contains($"\"{name}\"", StringComparison.Ordinal);
}
