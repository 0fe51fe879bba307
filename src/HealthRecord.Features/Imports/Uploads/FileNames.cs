using System.Globalization;
using System.Text;

namespace HealthRecord.Features.Imports.Uploads;

/// <summary>A file name is text from outside: shown, never a path.</summary>
internal static class FileNames
{
    private const int Longest = 200;

    /// <summary>The last part of the path without control, format and direction characters.</summary>
    public static string Shown(string fileName)
    {
        var last = fileName.LastIndexOfAny(['/', '\\']);
        var text = new StringBuilder();
        foreach (var rune in fileName[(last + 1)..].EnumerateRunes())
        {
            var hidden =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.Surrogate
                    or UnicodeCategory.PrivateUse
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator;
            if (!hidden && text.Length < Longest)
                text.Append(rune);
        }
        return text.Length == 0 ? "-" : text.ToString();
    }
}
