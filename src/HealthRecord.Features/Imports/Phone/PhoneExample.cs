using System.Globalization;
using System.Text;
using HealthRecord.Domain.Time;

namespace HealthRecord.Features.Imports;

/// <summary>What the page about phones shows to be sent: written as a phone writes it, numbers as text and units in its own words.</summary>
internal static class PhoneExample
{
    public static string Json(ZoneTimeline zones, DateTime nowUtc)
    {
        var morning = zones.DayOf(nowUtc).AddDays(-1).ToDateTime(new TimeOnly(8, 0));
        var lines = new[]
        {
            Line("heart-rate", morning, null, "62", "count/min", "Apple Watch"),
            Line("steps", morning, morning.AddMinutes(10), "420", "count", "iPhone"),
            Line("body-weight", morning.AddMinutes(30), null, "70,5", "kg", "Balance"),
        };
        return new StringBuilder("{\n  \"sender\": \"iPhone\",\n  \"readings\": [\n")
            .AppendJoin(",\n", lines)
            .Append("\n  ]\n}")
            .ToString();

        string Line(
            string kind,
            DateTime start,
            DateTime? end,
            string value,
            string unit,
            string source
        ) =>
            $"    {{ \"kind\": \"{kind}\", \"start\": \"{Iso(start)}\""
            + (end is { } e ? $", \"end\": \"{Iso(e)}\"" : "")
            + $", \"value\": \"{value}\", \"unit\": \"{unit}\", \"source\": \"{source}\" }}";

        string Iso(DateTime local)
        {
            var offset = local - zones.UtcOf(local);
            return local.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)
                + (offset < TimeSpan.Zero ? "-" : "+")
                + offset.ToString(@"hh\:mm", CultureInfo.InvariantCulture);
        }
    }
}
