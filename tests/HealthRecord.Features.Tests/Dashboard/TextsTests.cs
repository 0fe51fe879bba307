using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Xunit;

namespace HealthRecord.Features.Tests.Dashboard;

public sealed partial class TextsTests
{
    public static TheoryData<Type> Markers() =>
        [
            .. typeof(FeatureServices)
                .Assembly.GetTypes()
                .Where(t =>
                    t.Name.EndsWith("Texts", StringComparison.Ordinal)
                    && t is { IsPublic: true, IsClass: true, IsAbstract: false }
                ),
        ];

    [Theory]
    [MemberData(nameof(Markers))]
    public void Every_text_stands_in_both_languages_with_the_same_places(Type marker)
    {
        var french = Read(marker, CultureInfo.InvariantCulture);
        var english = Read(marker, CultureInfo.GetCultureInfo("en"));

        Assert.NotEmpty(french);
        Assert.Equal(
            french.Keys.Order(StringComparer.Ordinal),
            english.Keys.Order(StringComparer.Ordinal)
        );
        Assert.All(french, t => Assert.Equal(Places(t.Value), Places(english[t.Key])));
        Assert.All(
            french.Concat(english),
            t => Assert.False(string.IsNullOrWhiteSpace(t.Value), t.Key)
        );
    }

    [Theory]
    [MemberData(nameof(Markers))]
    public void French_keeps_its_blanks_and_nobody_shouts(Type marker)
    {
        foreach (var (key, text) in Read(marker, CultureInfo.InvariantCulture))
        {
            Assert.False(BareBlank().IsMatch(text), $"{key}: {text}");
            Assert.False(text.Contains('!', StringComparison.Ordinal), $"{key}: {text}");
            Assert.False(PointNumber().IsMatch(text), $"{key}: {text}");
        }
    }

    private static Dictionary<string, string> Read(Type marker, CultureInfo culture)
    {
        var texts = new ResourceManager(marker.FullName!, marker.Assembly).GetResourceSet(
            culture,
            createIfNotExists: true,
            tryParents: false
        );
        Assert.NotNull(texts);
        return texts
            .Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Places(string text) =>
        Place().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();

    /// <summary>A blank that may break before a high mark, or inside French quotes.</summary>
    [GeneratedRegex(@" [:;?!»%]|« ")]
    private static partial Regex BareBlank();

    [GeneratedRegex(@"\d\.\d")]
    private static partial Regex PointNumber();
}
