using System.Globalization;
using System.Text;

namespace HealthRecord.Features.HealthBook;

/// <summary>Text as people type it into a search: without accents, capitals and signs.</summary>
internal static class SearchText
{
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return plain.ToString();
    }

    public static IReadOnlyList<string> Words(string text) =>
        Plain(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
