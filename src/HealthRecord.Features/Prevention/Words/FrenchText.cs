using System.Text.RegularExpressions;

namespace HealthRecord.Features.Prevention.Words;

/// <summary>French text of a rule file, set as French is: a no-break space before the high signs.</summary>
internal static partial class FrenchText
{
    private const char NoBreak = '\u00a0';

    public static string Set(string text) =>
        Signs().Replace(text, match => NoBreak + match.Groups["sign"].Value).Replace('\'', '’');

    [GeneratedRegex(" (?<sign>[:;?!»%])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Signs();
}
