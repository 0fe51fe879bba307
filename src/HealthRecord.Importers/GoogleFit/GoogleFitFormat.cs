using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.GoogleFit;

/// <summary>Google Fit as it is taken out: every point by data type, sessions, and a table of the days.</summary>
/// <remarks>
/// Points are there several times: as they came (<c>raw:</c>) and as Google derived them. The raw ones are read; of steps, the
/// ones that Google merged itself, so that a phone and a watch do not count twice. A total of a day is taken where the day has
/// no points.
/// </remarks>
internal sealed class GoogleFitFormat : IFormat
{
    public const string Producer = "google-fit";

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files.Any(IsKnown) ? [.. files.Where(f => IsKnown(f) || LiesThere(f))] : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var handover = new Handover(run.Context, run.Sink);
        var seen = new DaysWithPoints(run.Context.Zones);
        var points = new GoogleFitPoints(run, handover, seen);
        var (chosen, copies) = PointFiles.Choose([.. files.Where(IsPoints)]);
        run.Each(chosen, points.Read);
        points.Finish();
        run.Each(files.Where(IsSession), new GoogleFitSessions(run, handover).Read);
        run.Each(files.Where(GoogleFitDays.IsDaily), new GoogleFitDays(run, handover, seen).Read);

        var repeated = new Leftovers();
        foreach (var copy in copies.Concat(files.Where(GoogleFitDays.IsOneDay)))
            repeated.Add(copy);
        repeated.Warn(run.Sink, Warnings.CopiesSkipped);
        var unread = new Leftovers();
        foreach (var other in files.Where(f => !IsKnown(f)))
            unread.Add(other);
        unread.Warn(run.Sink, Warnings.TablesUnread);
    }

    public static SourceKey SourceOf(string? name) =>
        new(Producer, string.IsNullOrEmpty(name) ? "Google Fit" : $"Google Fit ({name})");

    private static bool IsKnown(SourceFile file) =>
        IsPoints(file)
        || IsSession(file)
        || GoogleFitDays.IsDaily(file)
        || GoogleFitDays.IsOneDay(file);

    private static bool IsPoints(SourceFile file) =>
        IsJson(file, "\"Data Source\"") || IsJson(file, "\"Data Points\"");

    private static bool IsSession(SourceFile file) =>
        IsJson(file, "\"fitnessActivity\"") && IsJson(file, "\"startTime\"");

    private static bool IsJson(SourceFile file, string name) =>
        file.Head.Signature == Signature.Json
        && file.Head.Start.Contains(name, StringComparison.Ordinal);

    /// <summary>The workouts in Garmin's format lie there too and are read by their own.</summary>
    private static bool LiesThere(SourceFile file) =>
        file.Head.Signature is Signature.Json or Signature.Text
        && (
            file.IsUnder("All Data")
            || file.IsUnder("All Sessions")
            || file.IsUnder("Daily activity metrics")
            || file.IsUnder("Fit")
            || file.IsUnder("Google Fit")
        );
}
