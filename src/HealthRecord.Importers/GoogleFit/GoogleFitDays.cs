using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.GoogleFit;

/// <summary>The table of days: totals by local day. Its columns vary and most of its cells are empty.</summary>
internal sealed class GoogleFitDays(FormatRun run, Handover handover, DaysWithPoints seen)
{
    private static readonly Measure Steps = Measure.Of("steps");
    private static readonly SourceKey Source = GoogleFitFormat.SourceOf(null);

    private static readonly Dictionary<string, NumberField> Columns = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        ["Step count"] = NumberField.Of("steps"),
        ["Distance (m)"] = NumberField.Of("distance", "m"),
        ["Move Minutes count"] = NumberField.Of("active-minutes"),
        ["Average weight (kg)"] = NumberField.Of("body-weight", "kg"),
        ["Average body fat percentage (%)"] = NumberField.Of("body-fat"),
        ["Average oxygen saturation (%)"] = NumberField.Of("spo2"),
    };

    /// <summary>What the points of a day say better.</summary>
    private static readonly string[] Summaries = ["Average ", "Max ", "Min "];

    public static bool IsDaily(SourceFile file) => IsTable(file, "Date");

    /// <summary>One day in quarters of an hour: the points say it better.</summary>
    public static bool IsOneDay(SourceFile file) => IsTable(file, "Start time");

    public void Read(SourceFile file, Stream content) =>
        TableReader.Each(file, ',', Take, run.Stop);

    private static bool IsTable(SourceFile file, string first)
    {
        if (file.Head.Signature != Signature.Text)
            return false;
        var line = file.Head.Start.AsSpan();
        var end = line.IndexOfAny('\r', '\n');
        if (end >= 0)
            line = line[..end];
        return line.StartsWith($"{first},", StringComparison.Ordinal)
            && (
                line.Contains("Move Minutes count", StringComparison.Ordinal)
                || line.Contains("Heart Points", StringComparison.Ordinal)
                || (
                    line.Contains("Calories (kcal)", StringComparison.Ordinal)
                    && line.Contains("Step count", StringComparison.Ordinal)
                )
            );
    }

    private void Take(NamedRow row)
    {
        if (row.IsCut)
        {
            handover.Refuse("Daily activity metrics", RefusalReason.Incomplete, null, row.Line);
            return;
        }
        if (!LocalDay.TryDay(row["Date"], out var day))
        {
            handover.Refuse("Daily activity metrics", RefusalReason.Date, row["Date"], row.Line);
            return;
        }
        var (start, end) = LocalDay.Of(day, run.Context.Zones);
        foreach (var name in row.Names.Skip(1))
        {
            var where = new Found(
                $"Daily activity metrics/{name}",
                Steps,
                Source,
                start,
                end,
                default
            )
            {
                Line = row.Line,
            };
            if (!Columns.TryGetValue(name, out var field))
                handover.RefuseField(
                    where,
                    row[name],
                    Array.Exists(
                        Summaries,
                        s => name.StartsWith(s, StringComparison.OrdinalIgnoreCase)
                    )
                        ? RefusalReason.NotAMeasurement
                        : RefusalReason.UnknownType
                );
            else if (seen.Has(field.Measure.Kind.Code, day))
                handover.RefuseField(where, row[name], RefusalReason.NotAMeasurement);
            else
                handover.Take(where, field, row[name]);
        }
    }
}
