using System.Globalization;

namespace HealthRecord.Features.Readings;

/// <summary>One line of a table per RFC 4180, in which no text can become a formula of a spreadsheet.</summary>
internal static class CsvLine
{
    /// <summary>Every field as text.</summary>
    public static string Of(params ReadOnlySpan<string?> fields)
    {
        var line = new System.Text.StringBuilder();
        for (var i = 0; i < fields.Length; i++)
        {
            if (i > 0)
                line.Append(',');
            line.Append(Field(fields[i] ?? string.Empty));
        }
        return line.Append("\r\n").ToString();
    }

    private static string Field(string text)
    {
        if (IsNumber(text))
            return text;
        if (
            text.Length > 0
            && "=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20".Contains(text[0], StringComparison.Ordinal)
        )
            text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n")
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }

    private static bool IsNumber(string text) =>
        double.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out _
        );
}
