using System.Globalization;
using System.Text;

namespace HealthRecord.Importers.Xml;

/// <summary>Text of attribute values: UTF-8 with the five predefined entities and numbered characters.</summary>
internal static class XmlText
{
    /// <summary>No more than <paramref name="longest"/> characters; control characters are left out; other entities stay as they stand.</summary>
    public static string Decode(ReadOnlySpan<byte> value, int longest)
    {
        // No character takes more than 4 bytes, and no entity that we know more than 10.
        var cut = value[..Math.Min(value.Length, longest * 10)];
        var raw = Encoding.UTF8.GetString(cut);
        var text = new StringBuilder(Math.Min(raw.Length, longest));
        for (var i = 0; i < raw.Length && text.Length < longest; i++)
        {
            if (raw[i] == '&' && TryEntity(raw.AsSpan(i), out var rune, out var length))
            {
                i += length - 1;
                if (!Rune.IsControl(rune))
                    text.Append(rune.ToString());
            }
            else if (!char.IsControl(raw[i]))
            {
                text.Append(raw[i]);
            }
        }
        // Half a character is none.
        if (text.Length > 0 && char.IsHighSurrogate(text[^1]))
            text.Length--;
        return text.ToString();
    }

    private static bool TryEntity(ReadOnlySpan<char> text, out Rune rune, out int length)
    {
        const int longest = 10;
        rune = default;
        var end = text[..Math.Min(text.Length, longest)].IndexOf(';');
        length = end + 1;
        if (end < 2)
            return false;
        var name = text[1..end];
        if (name[0] == '#')
            return TryNumber(name[1..], out rune);
        var known =
            name is "lt" ? '<'
            : name is "gt" ? '>'
            : name is "amp" ? '&'
            : name is "quot" ? '"'
            : name is "apos" ? '\''
            : '\0';
        rune = new Rune(known);
        return known != '\0';
    }

    private static bool TryNumber(ReadOnlySpan<char> digits, out Rune rune)
    {
        rune = default;
        var isHex = digits is ['x', ..];
        return int.TryParse(
                isHex ? digits[1..] : digits,
                isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var code
            ) && Rune.TryCreate(code, out rune);
    }
}
