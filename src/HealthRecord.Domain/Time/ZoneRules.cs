using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HealthRecord.Domain.Time;

/// <summary>Finds zones by the names that readings and persons carry: IANA (<c>Europe/Paris</c>) or an offset (<c>+05:45</c>).</summary>
public static class ZoneRules
{
    public static bool TryFind(string? name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (string.IsNullOrEmpty(name))
            return false;
        if (name is "Z" or "UTC")
        {
            zone = TimeZoneInfo.Utc;
            return true;
        }
        return name[0] is '+' or '-'
            ? TryOffset(name, out zone)
            : TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone);
    }

    private static bool TryOffset(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        zone = null;
        if (
            !TimeSpan.TryParseExact(
                name.AsSpan(1),
                @"hh\:mm",
                CultureInfo.InvariantCulture,
                out var offset
            )
            || offset > TimeSpan.FromHours(14)
        )
            return false;
        if (name[0] == '-')
            offset = -offset;
        zone = TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name);
        return true;
    }
}
