using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Oura;

/// <summary>Oura: answers of its API kept in a file, and the tables of the account export (cells with JSON, between semicolons).</summary>
internal sealed class OuraFormat : IFormat
{
    public const string Producer = "oura";

    /// <summary>What an item of a route has that no other producer's has.</summary>
    private static readonly string[][] Marks =
    [
        ["bedtime_start", "total_sleep_duration"],
        ["bedtime_start", "bedtime_end"],
        ["bpm", "timestamp", "source"],
        ["spo2_percentage", "day"],
        ["active_calories", "equivalent_walking_distance"],
        ["contributors", "day", "score"],
        ["vo2_max", "day"],
        ["start_datetime", "end_datetime", "day"],
        ["day_summary", "stress_high"],
    ];

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        [.. files.Where(f => IsBody(f) || IsTable(f))];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var items = new OuraItems(run);
        var hasMore = false;
        run.Each(
            files.Where(IsBody),
            (file, _) =>
            {
                using var text = file.OpenText();
                hasMore |= OuraBodies.Read(text, items, run.Stop) is not null;
            }
        );
        run.Each(files.Where(IsTable), (file, _) => OuraTables.Read(file, items, run.Stop));
        items.Finish();
        if (hasMore)
            run.Sink.Warn(Warnings.MorePages);
    }

    private static bool IsBody(SourceFile file) =>
        file.Head.Signature == Signature.Json
        && file.Head.Start.Contains("\"data\"", StringComparison.Ordinal)
        && Marks.Any(m =>
            m.All(name => file.Head.Start.Contains($"\"{name}\"", StringComparison.Ordinal))
        );

    private static bool IsTable(SourceFile file)
    {
        if (file.Head.Signature != Signature.Text)
            return false;
        var line = file.Head.Start.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        var names = (end < 0 ? line : line[..end])
            .ToString()
            .Split(';')
            .Select(c => c.Trim().Trim('"'))
            .ToHashSet(StringComparer.Ordinal);
        return names.Count > 1 && Marks.Any(m => m.All(names.Contains));
    }
}
