using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Polar;

/// <summary>The export of a Polar account: one JSON for each training session and each day of activity.</summary>
internal sealed class PolarFormat : IFormat
{
    public const string Producer = "polar";

    public string Code => Producer;

    public IReadOnlyList<SourceFile> Claim(IReadOnlyList<SourceFile> files) =>
        files.Any(IsRead) ? [.. files.Where(f => IsExport(f) || IsRead(f))] : [];

    public void Read(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var sessions = new PolarSessions(run);
        run.Each(files.Where(IsSession), (file, _) => sessions.Read(file));
        var days = new PolarDays(run);
        run.Each(files.Where(IsActivity), (file, _) => days.ReadActivity(file));
        run.Each(files.Where(IsHeartRate), (file, _) => days.ReadHeartRate(file));
        days.Finish();
        run.Each(files.Where(IsNights), (file, _) => new PolarNights(run).Read(file));
        var unread = new Leftovers();
        foreach (var file in files.Where(f => !IsRead(f)))
            unread.Add(file);
        unread.Warn(run.Sink, Warnings.TablesUnread);
    }

    private static bool IsRead(SourceFile file) =>
        IsSession(file) || IsActivity(file) || IsHeartRate(file) || IsNights(file);

    /// <summary>Sleep, its score and what the body made of it: lists by the date of the night.</summary>
    private static bool IsNights(SourceFile file) =>
        file.Head.Signature == Signature.Json
        && file.Head.Start[0] == '['
        && Has(file, "night")
        && (
            Has(file, "sleepResult")
            || Has(file, "sleepScoreResult")
            || Has(file, "meanNightlyRecoveryRri")
        );

    private static bool IsExport(SourceFile file) =>
        file.Head.Signature == Signature.Json && Has(file, "exportVersion");

    private static bool IsSession(SourceFile file) =>
        IsExport(file) && Has(file, "startTime") && Has(file, "stopTime");

    private static bool IsActivity(SourceFile file) =>
        IsExport(file) && Has(file, "summary") && Has(file, "date");

    /// <summary>The heart rate of whole days.</summary>
    private static bool IsHeartRate(SourceFile file) =>
        file.Head.Signature == Signature.Json
        && Has(file, "deviceDays")
        && Has(file, "secondsFromDayStart");

    private static bool Has(SourceFile file, string name) =>
        file.Head.Start.Contains($"\"{name}\"", StringComparison.Ordinal);
}
