using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace HealthRecord.Importers.Tables;

/// <summary>Reads the ways in which tables write dates and times; what is not wholly understood is no time.</summary>
/// <remarks>
/// <c>2025-03-01T06:10:21+02:00</c>, <c>2025-03-01 00:00:00.028</c>, <c>03/01/2025 11:45 PM</c>, <c>01.03.25 8:05</c>,
/// <c>Mar 10 2025</c>, <c>Dec 31, 2025 07:04</c>, <c>10 déc. 2025 à 7 h 05</c>.
/// </remarks>
internal ref struct TimeText
{
    private const int Longest = 64;

    /// <summary>Outside, no clock was only wrong: 0001 and 9999 are how programs write that there is no date.</summary>
    private const int FirstYear = 1900;
    private const int LastYear = 2200;
    private TimeLetters text;

    private TimeText(ReadOnlySpan<char> text) => this.text = new(text);

    public static bool TryParse(ReadOnlySpan<char> text, DateOrder order, out WrittenTime time)
    {
        time = default;
        text = text.Trim();
        if (text.Length is < 6 or > Longest)
            return false;
        var reader = new TimeText(text);
        return reader.TryDate(order, out var day, out var needsOrder)
            && reader.TryRest(day, needsOrder, out time);
    }

    /// <summary><c>+0200</c>, <c>-05:30</c>, <c>Z</c>, with <c>UTC</c> or <c>GMT</c> in front or not.</summary>
    public static bool TryOffset(ReadOnlySpan<char> text, [NotNullWhen(true)] out TimeSpan? offset)
    {
        var reader = new TimeText(text.Trim());
        return reader.TryOffset(out offset) && reader.text.Rest.IsEmpty && offset is not null;
    }

    private bool TryDate(DateOrder order, out DateTime day, out bool needsOrder)
    {
        Span<int> part = stackalloc int[3];
        Span<int> digits = stackalloc int[3];
        (day, needsOrder) = (default, false);
        var word = -1;
        for (var i = 0; i < 3; i++)
        {
            text.Skip(" \u00A0\u202F,.-/");
            if (i > 0 && text.Word() is { Length: > 0 } name)
            {
                // As in "10 de marzo de 2025".
                if (name is "de" or "of")
                {
                    i--;
                    continue;
                }
                if (word >= 0 || (part[i] = Months.Find(name)) == 0)
                    return false;
                word = i;
            }
            else if (i == 0 && text.Word() is { Length: > 0 } first)
            {
                if ((part[0] = Months.Find(first)) == 0)
                    return false;
                word = 0;
            }
            else if (!text.TryNumber(4, out part[i], out digits[i]))
            {
                return false;
            }
            else if (digits[i] <= 2)
            {
                text.Ordinal();
            }
        }
        var yearFirst = digits[0] == 4;
        needsOrder = word < 0 && !yearFirst;
        var (y, m, d) =
            yearFirst ? (0, 1, 2)
            : word == 0 || (word < 0 && order == DateOrder.MonthFirst) ? (2, 0, 1)
            : (2, 1, 0);
        if (word >= 0 && word != m)
            return false;
        var year = digits[y] switch
        {
            4 => part[y],
            2 => 2000 + part[y],
            _ => 0,
        };
        if (year is < FirstYear or > LastYear || part[m] is < 1 or > 12 || part[d] < 1)
            return false;
        if (part[d] > DateTime.DaysInMonth(year, part[m]))
            return false;
        day = new DateTime(year, part[m], part[d], 0, 0, 0, DateTimeKind.Unspecified);
        return true;
    }

    private bool TryRest(DateTime day, bool needsOrder, out WrittenTime time)
    {
        time = new(day, null) { NeedsOrder = needsOrder };
        text.Skip(" \u00A0\u202F,");
        if (text.Rest.IsEmpty)
            return true;
        if (
            char.IsLetter(text.Rest[0])
            && !(text.Word() is "T" or "t" or "à" or "a" or "at" or "um")
        )
            return false;
        text.Skip(" \u00A0\u202F");
        if (
            !text.TryNumber(2, out var hour, out _)
            || !text.Separator()
            || !text.TryNumber(2, out var minute, out _)
        )
            return false;
        var second = 0;
        if (text.Take(':') && !text.TryNumber(2, out second, out _))
            return false;
        var ticks = 0L;
        if (text.Rest is ['.' or ',', >= '0' and <= '9', ..])
            ticks = text.Fraction();
        text.Skip(" \u00A0\u202F");
        var halfDay = text.HalfDay();
        if (halfDay != '\0')
        {
            if (hour is < 1 or > 12)
                return false;
            hour = (hour % 12) + (halfDay == 'p' ? 12 : 0);
            text.Skip(" \u00A0\u202F");
        }
        if (hour > 23 || minute > 59 || second > 59)
            return false;
        TimeSpan? offset = null;
        if (!text.Rest.IsEmpty && !TryOffset(out offset))
            return false;
        time = new(day.AddHours(hour).AddMinutes(minute).AddSeconds(second).AddTicks(ticks), offset)
        {
            HasTime = true,
            NeedsOrder = needsOrder,
            HasHalfDay = halfDay != '\0',
        };
        return text.Rest.IsEmpty;
    }

    private bool TryOffset(out TimeSpan? offset)
    {
        offset = null;
        if (text.Word() is { Length: > 0 } name)
        {
            if (name is not ("Z" or "z" or "UTC" or "GMT"))
                return false;
            offset = TimeSpan.Zero;
            if (text.Rest.IsEmpty)
                return true;
        }
        var sign = text.Rest is ['-', ..] ? -1 : 1;
        if (!text.Take('+') && !text.Take('-'))
            return false;
        if (!text.TryNumber(4, out var hours, out var digits))
            return false;
        var minutes = 0;
        if (digits > 2)
            (hours, minutes) = (hours / 100, hours % 100);
        else if (text.Take(':') && !text.TryNumber(2, out minutes, out _))
            return false;
        if (hours > 14 || minutes > 59)
            return false;
        offset = sign * new TimeSpan(hours, minutes, 0);
        return true;
    }
}
