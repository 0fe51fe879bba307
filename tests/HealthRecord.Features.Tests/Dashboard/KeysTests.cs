using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed partial class KeysTests
{
    private static readonly Dictionary<string, HashSet<string>> Known = typeof(FeatureServices)
        .Assembly.GetTypes()
        .Where(t =>
            t.Name.EndsWith("Texts", StringComparison.Ordinal)
            && t is { IsPublic: true, IsClass: true, IsAbstract: false }
        )
        .ToDictionary(t => t.Name, Keys, StringComparer.Ordinal);

    [Fact]
    public void Every_text_that_the_code_asks_for_exists_in_the_texts_it_asks()
    {
        var missing = new List<string>();
        var asked = 0;
        foreach (var (path, source) in Sources())
        {
            foreach (Match localizer in Localizer().Matches(source))
            {
                if (!Known.TryGetValue(localizer.Groups["texts"].Value, out var keys))
                    continue;
                var use = new Regex(
                    $@"\b{localizer.Groups["name"].Value}\[\s*""(?<key>[^""$]+)""\s*[\],]",
                    RegexOptions.None,
                    TimeSpan.FromSeconds(5)
                );
                foreach (Match said in use.Matches(source))
                {
                    asked++;
                    if (!keys.Contains(said.Groups["key"].Value))
                        missing.Add($"{Path.GetFileName(path)}: {said.Groups["key"].Value}");
                }
            }
        }

        Assert.Empty(missing);
        Assert.True(asked > 300, $"Only {asked} texts were found: the pattern no longer fits.");
    }

    [Fact]
    public void Every_error_has_a_sentence()
    {
        var all = Known.Values.SelectMany(k => k).ToHashSet(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var (path, source) in Sources())
        foreach (Match error in ErrorKey().Matches(source))
            if (!all.Contains(error.Groups["key"].Value))
                missing.Add($"{Path.GetFileName(path)}: {error.Groups["key"].Value}");

        Assert.Empty(missing.Distinct(StringComparer.Ordinal));
    }

    /// <summary>A page and what stands behind it are one text: the one asks for localizers of the other.</summary>
    private static IEnumerable<(string Path, string Text)> Sources()
    {
        var folder = Path.Combine(Root(AppContext.BaseDirectory), "src", "HealthRecord.Features");
        foreach (
            var path in Directory
                .EnumerateFiles(folder, "*.*", SearchOption.AllDirectories)
                .Where(p =>
                    !p.Contains(
                        $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}",
                        StringComparison.Ordinal
                    )
                )
        )
        {
            if (path.EndsWith(".razor", StringComparison.Ordinal))
                yield return (
                    path,
                    File.ReadAllText(path)
                        + (File.Exists(path + ".cs") ? File.ReadAllText(path + ".cs") : "")
                );
            else if (
                path.EndsWith(".cs", StringComparison.Ordinal)
                && !path.EndsWith(".razor.cs", StringComparison.Ordinal)
            )
                yield return (path, File.ReadAllText(path));
        }
    }

    private static string Root(string from) =>
        File.Exists(Path.Combine(from, "HealthRecord.sln"))
            ? from
            : Root(
                Path.GetDirectoryName(from)
                    ?? throw new DirectoryNotFoundException("HealthRecord.sln")
            );

    private static HashSet<string> Keys(Type marker) =>
        new ResourceManager(marker.FullName!, marker.Assembly)
            .GetResourceSet(
                CultureInfo.InvariantCulture,
                createIfNotExists: true,
                tryParents: false
            )!
            .Cast<DictionaryEntry>()
            .Select(e => (string)e.Key)
            .ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex(@"IStringLocalizer<(?<texts>\w+)>\s+(?<name>\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex(@"new Error\(\s*""(?<key>[a-z][a-z.-]+)""")]
    private static partial Regex ErrorKey();
}
