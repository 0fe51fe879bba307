using System.Globalization;

namespace HealthRecord.Importers.Fhir;

/// <summary>A FHIR <c>dateTime</c> or <c>instant</c> with a time of day.</summary>
/// <param name="Offset">From UTC; null where it is missing, against the specification.</param>
internal readonly record struct FhirTime(DateTime Local, TimeSpan? Offset)
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm",
    ];

    public long Ms =>
        (long)(Local - (Offset ?? TimeSpan.Zero) - DateTime.UnixEpoch).TotalMilliseconds;

    /// <summary>As readings carry it: UTC says nothing about where somebody was.</summary>
    public string? Zone =>
        Offset is { } offset && offset != TimeSpan.Zero
            ? $"{(offset < TimeSpan.Zero ? '-' : '+')}{offset.Duration():hh\\:mm}"
            : null;

    /// <returns>False for a date alone, a month or a year: nobody knows when on that day.</returns>
    public static bool TryParse(string? text, out FhirTime time)
    {
        time = default;
        const int longest = 40;
        if (text is not { Length: <= longest })
            return false;
        TimeSpan? offset = null;
        var local = text.AsSpan();
        if (local.EndsWith("Z", StringComparison.Ordinal))
        {
            offset = TimeSpan.Zero;
            local = local[..^1];
        }
        else if (local is [.., '+' or '-', _, _, ':', _, _])
        {
            if (
                !TimeSpan.TryParseExact(
                    local[^5..],
                    @"hh\:mm",
                    CultureInfo.InvariantCulture,
                    out var ahead
                )
                || ahead > TimeSpan.FromHours(14)
            )
                return false;
            offset = local[^6] == '-' ? -ahead : ahead;
            local = local[..^6];
        }
        if (
            !DateTime.TryParseExact(
                local,
                Formats,
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var at
            )
            || at.Year < 1900
        )
            return false;
        time = new(at, offset);
        return true;
    }
}
