using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers.Apple;

/// <summary>Apple Health: an <c>export.xml</c>, known by its root, alone or with what lies beside it in its archive.</summary>
internal sealed class AppleFormat : IFormat
{
    private const string Root = "HealthData";
    private const string CdaRoot = "ClinicalDocument";

    public string Code => "apple";

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files.Any(IsExport)
            ? [.. files.Where(f => IsExport(f) || IsCda(f) || NotImported(f) is not null)]
            : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var exports = files.Where(IsExport).ToList();
        Read(exports.MaxBy(e => e.Length) ?? throw new InvalidOperationException(), run);
        if (exports.Count > 1)
            run.Warn(Warnings.SeveralExports, exports.Count);
        if (files.Any(IsCda))
            run.Sink.Warn(Warnings.CdaSkipped);
        foreach (
            var left in files
                .GroupBy(NotImported, StringComparer.Ordinal)
                .Where(g => g.Key is not null)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
            run.Warn(left.Key ?? "", left.Count());
    }

    private static void Read(SourceFile export, FormatRun run)
    {
        using var text = export.OpenText();
        using var ahead = new ReadAhead(text, run.Position, run.Stop);
        try
        {
            AppleHealth.Read(ahead, run.Context, run.Sink, run.Stop);
        }
        catch (ImportRefusedException) when (export.IsMember)
        {
            // Nonsense out of damaged bytes: the damage is what has to be told, and the check sum knows.
            ahead.ReadToEnd();
            throw;
        }
        ahead.ReadToEnd();
    }

    private static bool IsExport(SourceFile file) =>
        file.Head.Signature == Signature.Xml
        && string.Equals(file.Head.Root, Root, StringComparison.Ordinal);

    private static bool IsCda(SourceFile file) =>
        string.Equals(file.Head.Root, CdaRoot, StringComparison.Ordinal);

    /// <summary>The warning for what lies in a folder that is not read yet; null elsewhere.</summary>
    private static string? NotImported(SourceFile file) =>
        file.IsUnder("electrocardiograms") ? Warnings.Electrocardiograms
        : file.IsUnder("workout-routes") ? Warnings.WorkoutRoutes
        : file.IsUnder("clinical-records") ? Warnings.ClinicalRecords
        : file.IsUnder("attachments") ? Warnings.Attachments
        : null;
}
