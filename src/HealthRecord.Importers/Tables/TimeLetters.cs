using System.Globalization;

namespace HealthRecord.Importers.Tables;

/// <summary>Takes a written time apart from its front: numbers, words and the signs between them.</summary>
internal ref struct TimeLetters(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;

    /// <summary>What nobody has taken yet.</summary>
    public readonly ReadOnlySpan<char> Rest => rest;

    /// <summary>Between hours and minutes: a colon, or an h as the French write it.</summary>
    public bool Separator()
    {
        if (Take(':'))
            return true;
        Skip(" \u00A0\u202F");
        if (!Take('h') && !Take('H'))
            return false;
        Skip(" \u00A0\u202F");
        return true;
    }

    public char HalfDay()
    {
        if (rest.IsEmpty || char.ToLowerInvariant(rest[0]) is not ('a' or 'p'))
            return '\0';
        var before = rest;
        var half = char.ToLowerInvariant(rest[0]);
        rest = rest[1..];
        Take('.');
        if (!Take('m') && !Take('M'))
        {
            rest = before;
            return '\0';
        }
        Take('.');
        return half;
    }

    public long Fraction()
    {
        rest = rest[1..];
        var (ticks, unit) = (0L, TimeSpan.TicksPerSecond / 10);
        while (!rest.IsEmpty && char.IsAsciiDigit(rest[0]))
        {
            ticks += (rest[0] - '0') * unit;
            unit /= 10;
            rest = rest[1..];
        }
        return ticks;
    }

    /// <summary>As in <c>1er</c> and <c>2nd</c>.</summary>
    public void Ordinal()
    {
        if (rest.Length >= 2 && rest[..2] is "er" or "st" or "nd" or "rd" or "th")
            rest = rest[2..];
    }

    public ReadOnlySpan<char> Word()
    {
        var length = 0;
        while (length < rest.Length && (char.IsLetter(rest[length]) || IsMark(rest[length])))
            length++;
        var word = rest[..length];
        rest = rest[length..];
        return word;
    }

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark;

    public bool TryNumber(int most, out int number, out int digits)
    {
        (number, digits) = (0, 0);
        while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
        {
            if (digits == most)
                return false;
            number = (number * 10) + (rest[digits] - '0');
            digits++;
        }
        rest = rest[digits..];
        return digits > 0;
    }

    public bool Take(char c)
    {
        if (rest.IsEmpty || rest[0] != c)
            return false;
        rest = rest[1..];
        return true;
    }

    public void Skip(ReadOnlySpan<char> any) => rest = rest.TrimStart(any);
}
