using System.Globalization;
using System.Reflection;
using System.Resources;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Importers;
using HealthRecord.Importers.Tables;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class ImportTextsTests
{
    private static readonly ResourceManager Texts = new(
        typeof(ImportsTexts).FullName!,
        typeof(ImportsTexts).Assembly
    );

    /// <summary>Every key that an importer can emit is a constant of one of two lists.</summary>
    public static TheoryData<string> Keys() =>
        [
            .. Constants("HealthRecord.Importers.Refusals"),
            .. Constants("HealthRecord.Importers.Warnings"),
            .. typeof(ImportErrors)
                .GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(f => f.GetValue(null))
                .OfType<Error>()
                .Select(e => e.Key),
            .. Enum.GetNames<TableFaultReason>().Select(r => $"import.columns.{r}"),
            .. Enum.GetNames<RefusalReason>().Select(r => $"import.refused.{r}"),
        ];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Whatever_an_importer_says_has_a_sentence_in_both_languages(string key)
    {
        Assert.Contains(key, Of(CultureInfo.InvariantCulture));
        Assert.Contains(key, Of(CultureInfo.GetCultureInfo("en")));
    }

    [Fact]
    public void The_importers_say_nothing_outside_of_the_two_lists()
    {
        var sources = Directory.EnumerateFiles(
            Path.Combine(Tree.Root, "src", "HealthRecord.Importers"),
            "*.cs",
            SearchOption.AllDirectories
        );

        var loose = sources
            .Where(f => Path.GetFileName(f) is not ("Refusals.cs" or "Warnings.cs"))
            .Where(f => File.ReadAllText(f).Contains("\"import.", StringComparison.Ordinal));

        Assert.Empty(loose);
    }

    private static IEnumerable<string> Constants(string list)
    {
        var type = typeof(FileImport).Assembly.GetType(list, throwOnError: true)!;
        var keys = type.GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.IsLiteral)
            .Select(f => (string)f.GetRawConstantValue()!)
            .ToList();
        Assert.NotEmpty(keys);
        return keys;
    }

    private static HashSet<string> Of(CultureInfo culture) =>
        [
            .. Texts
                .GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
                .Cast<System.Collections.DictionaryEntry>()
                .Select(e => (string)e.Key),
        ];
}
