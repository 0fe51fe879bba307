using System.Globalization;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Gpx;
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
            ?
            [
                .. files.Where(f =>
                    IsExport(f)
                    || IsCda(f)
                    || IsRoute(f)
                    || AppleEcg.IsEcg(f)
                    || NotImported(f) is not null
                ),
            ]
            // A trace that was taken out of its archive.
            : [.. files.Where(AppleEcg.IsEcg)];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var routes = AppleRoutes.Read(files.Where(IsRoute), run);
        var exports = files.Where(IsExport).ToList();
        if (exports.MaxBy(e => e.Length) is { } largest)
            Read(largest, run, routes);
        ReadTraces([.. files.Where(AppleEcg.IsEcg)], run);
        if (exports.Count > 1)
            run.Warn(Warnings.SeveralExports, exports.Count);
        if (files.Any(IsCda))
            run.Sink.Warn(Warnings.CdaSkipped);
        if (routes.Unclaimed is { Count: > 0 } left)
            run.Warn(Warnings.RoutesUnmatched, left.Count);
        if (routes.Thinned > 0)
            run.Warn(Warnings.RoutesThinned, routes.Thinned);
        foreach (
            var other in files
                .GroupBy(NotImported, StringComparer.Ordinal)
                .Where(g => g.Key is not null)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
            run.Warn(other.Key ?? "", other.Count());
    }

    private static void ReadTraces(IReadOnlyList<SourceFile> traces, FormatRun run)
    {
        if (traces.Count == 0)
            return;
        var handover = new Handover(run.Context, run.Sink);
        var (outside, samples) = (0, 0L);
        run.Each(
            traces,
            (file, _) =>
            {
                if (AppleEcg.Read(file, handover, run.Stop) is not (> 0 and var left))
                    return;
                outside++;
                samples += left;
            }
        );
        if (outside > 0)
            run.Sink.Warn(
                Warnings.EcgSamples,
                outside.ToString(CultureInfo.InvariantCulture),
                samples.ToString(CultureInfo.InvariantCulture)
            );
    }

    private static void Read(SourceFile export, FormatRun run, AppleRoutes routes)
    {
        using var text = export.OpenText();
        using var ahead = new ReadAhead(text, run.Position, run.Stop);
        try
        {
            AppleHealth.Read(ahead, run.Context, run.Sink, run.Stop, routes);
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

    /// <summary>In its folder, or by the name of the app that wrote it where the folder has another name.</summary>
    private static bool IsRoute(SourceFile file) =>
        GpxFormat.IsGpx(file)
        && (
            file.IsUnder("workout-routes")
            || file.Head.Start.Contains("creator=\"Apple Health Export\"", StringComparison.Ordinal)
        );

    /// <summary>The warning for what lies in a folder that is not read, or not as what it should be; null elsewhere.</summary>
    private static string? NotImported(SourceFile file) =>
        file.IsUnder("electrocardiograms") && !AppleEcg.IsEcg(file) ? Warnings.Electrocardiograms
        : file.IsUnder("workout-routes") && !IsRoute(file) ? Warnings.WorkoutRoutes
        : file.IsUnder("clinical-records") ? Warnings.ClinicalRecords
        : file.IsUnder("attachments") ? Warnings.Attachments
        : null;
}
