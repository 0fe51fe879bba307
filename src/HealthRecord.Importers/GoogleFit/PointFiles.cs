using System.Text.RegularExpressions;
using HealthRecord.Importers.Archives;

namespace HealthRecord.Importers.GoogleFit;

/// <summary>Chooses, of the files that hold the same points, those that are read.</summary>
internal static partial class PointFiles
{
    private const string Steps = "com.google.step_count.delta";
    private const string MergedSteps = "merge_step_deltas";

    /// <summary>
    /// Of each type the raw files; where there are none, those that Google merged, else all. Of steps the merged ones, where
    /// there are any.
    /// </summary>
    public static (IReadOnlyList<SourceFile> Chosen, IReadOnlyList<SourceFile> Copies) Choose(
        IReadOnlyList<SourceFile> files
    )
    {
        var chosen = new HashSet<SourceFile>();
        foreach (var type in files.GroupBy(f => TypeOf(StreamOf(f)), StringComparer.Ordinal))
        {
            var raw = type.Where(f => StreamOf(f).StartsWith("raw:", StringComparison.Ordinal));
            var merged = type.Where(f =>
                StreamOf(f).Contains(":merge_", StringComparison.Ordinal)
                || StreamOf(f).EndsWith("merged", StringComparison.Ordinal)
            );
            var own = type.Where(f => StreamOf(f).Contains(MergedSteps, StringComparison.Ordinal));
            var best =
                type.Key == Steps && own.Any() ? own
                : raw.Any() ? raw
                : merged.Any() ? merged
                : type;
            chosen.UnionWith(best);
        }
        return ([.. files.Where(chosen.Contains)], [.. files.Where(f => !chosen.Contains(f))]);
    }

    /// <summary>As in <c>raw:com.google.heart_rate.bpm:com.google.android.apps.fitness:watch</c>.</summary>
    private static string StreamOf(SourceFile file) =>
        DataSource().Match(file.Head.Start) is { Success: true } match
            ? match.Groups["stream"].Value
            : "";

    private static string TypeOf(string stream) =>
        stream.Split(':') is [_, var type, ..] ? type : stream;

    [GeneratedRegex(
        "\"Data Source\"\\s*:\\s*\"(?<stream>[^\"\\\\]{1,400})\"",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DataSource();
}
