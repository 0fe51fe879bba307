using System.Globalization;

namespace HealthRecord.Features.HealthBook.Documents;

/// <summary>Makes a title of a file's name, and a file's name of a title.</summary>
internal static class DocumentNames
{
    private const string Nameless = "Document";
    private const int LongestFile = 80;
    private static readonly char[] Folders = ['/', '\\'];

    public static string Title(string? fileName)
    {
        var last = fileName?.Split(Folders)[^1] ?? "";
        var dot = last.LastIndexOf('.');
        var name = Plain(dot > 0 ? last[..dot] : last).Trim();
        if (name.Length > BookPayload.LongestName)
            name = name[..BookPayload.LongestName].TrimEnd();
        return name.Length == 0 ? Nameless : name;
    }

    /// <summary>Never with another ending than what the bytes are.</summary>
    public static string File(Document document)
    {
        var name = Plain(document.Title);
        name = string.Concat(
            name.Select(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' ? c : '-')
        );
        if (name.Length > LongestFile)
            name = name[..LongestFile];
        name = name.Trim(' ', '-');
        return (name.Length == 0 ? Nameless : name) + document.Format.Ending();
    }

    /// <summary>Without signs that are not seen, or that turn the direction of what follows. Halves of a pair go too.</summary>
    private static string Plain(string text) =>
        string.Concat(
            text.Where(c =>
                CharUnicodeInfo.GetUnicodeCategory(c)
                    is not (
                        UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.Surrogate
                        or UnicodeCategory.PrivateUse
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                    )
            )
        );
}
