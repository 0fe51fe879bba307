using System.Globalization;
using System.Text.RegularExpressions;

namespace HealthRecord.Features.Platform.Ui;

/// <summary>The colours of the product, read from the one file that has them: <c>app.css</c>.</summary>
/// <param name="Light">Name without its prefix (<c>primary</c>) to <c>#rrggbb</c>.</param>
public sealed partial record Tokens(
    IReadOnlyDictionary<string, string> Light,
    IReadOnlyDictionary<string, string> Dark
)
{
    /// <exception cref="FormatException">Not one colour stands in the text.</exception>
    public static Tokens Parse(string css)
    {
        var light = new Dictionary<string, string>(StringComparer.Ordinal);
        var dark = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match line in Pair().Matches(css))
        {
            var name = line.Groups["name"].Value;
            light[name] = line.Groups["light"].Value.ToLower(CultureInfo.InvariantCulture);
            dark[name] = line.Groups["dark"].Value.ToLower(CultureInfo.InvariantCulture);
        }
        return light.Count > 0 ? new(light, dark) : throw new FormatException("No colours.");
    }

    [GeneratedRegex(
        @"--hr-(?<name>[a-z][a-z0-9-]*):\s*light-dark\((?<light>#[0-9a-fA-F]{6}),\s*(?<dark>#[0-9a-fA-F]{6})\)",
        RegexOptions.None,
        1000
    )]
    private static partial Regex Pair();
}
