using System.Globalization;

namespace HealthRecord.Importers.Tables;

/// <summary>What the library reads in a cell, as the words that a text file would hold.</summary>
internal static class WorkbookCell
{
    /// <summary>Days before 1900 are how a time of day alone is stored.</summary>
    public static string Text(object? value) =>
        value switch
        {
            null => "",
            double d => d.ToString("R", CultureInfo.InvariantCulture),
            DateTime { Year: < 1900 } time => Clock(time),
            DateTime { Year: 1900, DayOfYear: 1 } time => Clock(time),
            DateTime time when time.TimeOfDay == TimeSpan.Zero => time.ToString(
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture),
            TimeSpan time => time.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Clock(DateTime time) =>
        time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
