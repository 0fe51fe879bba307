using System.Globalization;
using System.Text;

namespace HealthRecord.Features.Reminders.Feed;

/// <summary>An event of a whole day.</summary>
/// <param name="Uid">The same in every reading of the same event.</param>
public sealed record CalendarDay(string Uid, DateOnly Day, string Summary, string? Url);

/// <summary>Writes a calendar as RFC 5545 wants it: lines end with CR LF, are folded at 75 octets, and text is escaped.</summary>
internal static class CalendarText
{
    private const int LongestLine = 75;

    public static string Of(string name, IEnumerable<CalendarDay> days, DateTime writtenUtc)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//HealthRecord//Reminders//FR");
        Line(text, "CALSCALE:GREGORIAN");
        Line(text, "METHOD:PUBLISH");
        Line(text, $"X-WR-CALNAME:{Escaped(name)}");
        // How often a program may ask: both names are in use.
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT6H");
        Line(text, "X-PUBLISHED-TTL:PT6H");
        foreach (var day in days)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{Escaped(day.Uid)}");
            Line(
                text,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"DTSTAMP:{writtenUtc:yyyyMMdd'T'HHmmss'Z'}"
                )
            );
            Line(text, $"DTSTART;VALUE=DATE:{Date(day.Day)}");
            Line(text, $"DTEND;VALUE=DATE:{Date(day.Day.AddDays(1))}");
            Line(text, $"SUMMARY:{Escaped(day.Summary)}");
            if (day.Url is { } url)
                Line(text, $"URL:{url}");
            Line(text, "TRANSP:TRANSPARENT");
            Line(text, "CLASS:PRIVATE");
            Line(text, "END:VEVENT");
        }
        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string Date(DateOnly day) =>
        day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Escaped(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace("\r\n", "\\n", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\n", StringComparison.Ordinal);

    // A line is cut between characters, never inside one, and goes on behind a blank.
    private static void Line(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }
            text.Append(rune);
            octets += rune.Utf8SequenceLength;
        }
        text.Append("\r\n");
    }
}
