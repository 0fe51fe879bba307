using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fhir;

/// <summary>FHIR R4 in JSON: a bundle, one resource, or one a line, as hospitals, laboratories and apps give them out.</summary>
internal sealed partial class FhirFormat : IFormat
{
    public const string Producer = "fhir";
    private const int NamedAtMost = 8;

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files)
    {
        var claimed = files.Where(IsFhir).ToList();
        return claimed.Any(f => IsRead(f.Head.Start)) ? claimed : [];
    }

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var survey = new FhirSurvey();
        // What is damaged is named by the second pass; here it only ends the looking.
        foreach (var file in files)
            Look(file, survey, run.Stop);
        var reader = new FhirReader(run, survey, survey.Subject(run));
        run.Each(
            files,
            (file, stream) =>
            {
                using var text = file.Head.Decoded(stream);
                var isBundle = IsBundle(file.Head.Start);
                new FhirItems(text, isBundle, run.Stop).Each(
                    (item, before) =>
                        FhirJson.Resources(
                            item,
                            null,
                            (url, resource) => reader.Read(url, resource, isBundle ? 0 : before + 1)
                        )
                );
            }
        );
        reader.Finish();
        var others = survey.Others.Where(o => o.Key is not "Device").ToList();
        if (others.Count > 0)
            run.Sink.Warn(
                Warnings.TablesUnknown,
                others.Sum(o => o.Value).ToString(CultureInfo.InvariantCulture),
                string.Join(", ", others.Take(NamedAtMost).Select(o => o.Key))
                    + (others.Count > NamedAtMost ? " …" : "")
            );
    }

    private static void Look(SourceFile file, FhirSurvey survey, CancellationToken ct)
    {
        try
        {
            using var text = file.OpenText();
            new FhirItems(text, IsBundle(file.Head.Start), ct).Each(
                (item, _) => FhirJson.Resources(item, null, survey.Look)
            );
        }
        catch (Exception e) when (e is JsonException or InvalidDataException) { }
    }

    private static bool IsFhir(SourceFile file) =>
        file.Head.Signature == Signature.Json && ResourceType().IsMatch(file.Head.Start);

    /// <summary>Of other types alone nothing can be read: they are left to be named as unknown.</summary>
    private static bool IsRead(string start) =>
        ResourceType().Match(start).Groups["type"].Value is "Bundle" or "Observation" or "Patient";

    private static bool IsBundle(string start)
    {
        var type = ResourceType().Match(start);
        var entry = Entry().Match(start);
        return type.Groups["type"].Value == "Bundle" || (entry.Success && entry.Index < type.Index);
    }

    [GeneratedRegex(
        @"""resourceType""\s*:\s*""(?<type>[A-Z][A-Za-z]{2,40})""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ResourceType();

    [GeneratedRegex(@"""entry""\s*:\s*\[", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Entry();
}
