using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Garmin;

/// <summary>
/// The export of a Garmin account: days, nights, weights and summaries of activities as JSON. The recordings themselves lie in
/// archives beside them and are read as what they are.
/// </summary>
internal sealed class GarminExportFormat : IFormat
{
    public const string Producer = "garmin";
    public static readonly SourceKey Source = new(Producer, "Garmin");

    /// <summary>What an item has that no other producer's has.</summary>
    private static readonly string[][] Marks =
    [
        ["calendarDate", "wellnessStartTimeGmt"],
        ["calendarDate", "totalSteps"],
        ["calendarDate", "sleepStartTimestampGMT"],
        ["calendarDate", "sleepWindowConfirmationType"],
        ["calendarDate", "hydration"],
        ["userProfilePK", "weight"],
        ["summarizedActivitiesExport"],
    ];

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files.Any(IsKnown)
            ? [.. files.Where(f => IsKnown(f) || (IsJson(f) && f.IsUnder("DI_CONNECT")))]
            : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var days = new GarminDays(run);
        var others = new GarminActivities(run);
        run.Each(
            files.Where(IsKnown),
            (file, _) =>
            {
                using var text = file.OpenText();
                new JsonItems
                {
                    // Ten years of activities are one list in one element.
                    Opens = path =>
                        path.Length == 0
                        && file.Head.Start.Contains(
                            "summarizedActivitiesExport",
                            StringComparison.Ordinal
                        ),
                    Item = (path, item) =>
                    {
                        if (path == "summarizedActivitiesExport")
                            others.Take(item);
                        else if (path.Length == 0)
                            days.Take(item);
                    },
                }.Read(text, run.Stop);
            }
        );
        days.Finish();
        others.Finish();
        var unread = new Leftovers();
        foreach (var file in files.Where(f => !IsKnown(f)))
            unread.Add(file);
        unread.Warn(run.Sink, Warnings.TablesUnread);
    }

    private static bool IsKnown(SourceFile file) =>
        IsJson(file)
        && file.Head.Start[0] == '['
        && Marks.Any(m =>
            m.All(name => file.Head.Start.Contains($"\"{name}\"", StringComparison.Ordinal))
        );

    private static bool IsJson(SourceFile file) => file.Head.Signature == Signature.Json;
}
