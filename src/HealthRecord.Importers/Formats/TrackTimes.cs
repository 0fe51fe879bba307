using System.Globalization;

namespace HealthRecord.Importers.Formats;

/// <summary>Instants of activity files: ISO 8601 with <c>Z</c>, with an offset, or, against the standard, with neither.</summary>
/// <param name="local">For those with neither.</param>
internal sealed class TrackTimes(LocalTimes local)
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm",
    ];
    private static readonly string[] ZonedForms = [.. Forms.Select(f => f + "zzz")];

    /// <summary>Times that named no zone.</summary>
    public long Local { get; private set; }

    /// <param name="zone">As <c>+02:00</c>; null for UTC, which says nothing about the place.</param>
    public bool TryParse(string text, out long ms, out string? zone)
    {
        (ms, zone) = (0, null);
        if (text.EndsWith('Z') || text.EndsWith('z'))
            text = text[..^1] + "+00:00";
        if (
            DateTimeOffset.TryParseExact(
                text,
                ZonedForms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var time
            )
        )
        {
            ms = time.ToUnixTimeMilliseconds();
            zone =
                time.Offset == TimeSpan.Zero
                    ? null
                    : (time.Offset < TimeSpan.Zero ? "-" : "+")
                        + time.Offset.ToString("hh\\:mm", null);
            return true;
        }
        // Far from both ends of the calendar, where zones cannot be applied.
        if (
            !DateTime.TryParseExact(
                text,
                Forms,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var wall
            ) || wall.Year is < 1900 or > 2200
        )
            return false;
        Local++;
        ms = local.ToMs(wall);
        return true;
    }
}
