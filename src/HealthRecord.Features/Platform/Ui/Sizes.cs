using HealthRecord.Domain.Measures;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>Sizes of files in the words of the reader: <c>1,4 Go</c>, <c>1.4 GB</c>.</summary>
public static class Sizes
{
    private const double Step = 1000;
    private const long Gibi = 1L << 30;

    public static string Of(long bytes)
    {
        var french = Language.IsFrench;
        // Limits are set in whole binary gigabytes, and said as they are set.
        if (bytes > 0 && bytes % Gibi == 0)
            return $"{bytes / Gibi}\u00a0{(french ? "Go" : "GB")}";
        string[] units = french ? ["o", "ko", "Mo", "Go", "To"] : ["B", "kB", "MB", "GB", "TB"];
        var value = (double)bytes;
        var unit = 0;
        while (value >= Step && unit < units.Length - 1)
        {
            value /= Step;
            unit++;
        }
        var decimals = unit > 1 && value < 100 ? 1 : 0;
        return $"{NumberText.Format(value, decimals, french)}\u00a0{units[unit]}";
    }
}
