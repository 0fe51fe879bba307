using System.Text.Json;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>One export of the samples and what is known to be in it.</summary>
/// <param name="Whole">What is known of the file beside its one export: of the others that an archive holds.</param>
public sealed record Sample(string Name, JsonElement Truth, JsonElement Whole)
{
    public JsonElement this[string property] => Truth.GetProperty(property);

    public byte[] Bytes => File.ReadAllBytes(Path.Combine(SampleFolder.Path!, Name));

    public string Zone => this["steps_daily_max_source_sum"].GetProperty("zone").GetString()!;

    public SortedDictionary<string, long> Counts(string property) =>
        new(
            this[property]
                .EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetInt64(), StringComparer.Ordinal),
            StringComparer.Ordinal
        );
}

/// <summary>The folder that HEALTHRECORD_SAMPLES names: real and realistic exports with their ground truth.</summary>
internal static class SampleFolder
{
    private const string None = "(no samples)";

    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("HEALTHRECORD_SAMPLES") is { Length: > 0 } folder
        && Directory.Exists(System.IO.Path.Combine(folder, "apple_health"))
            ? folder
            : null;

    /// <summary>Every file of the folder that holds an export of Apple Health.</summary>
    public static IEnumerable<TheoryDataRow<string>> Exports =>
        Names(file => IsApple(file) && TruthIn(file) is not null);

    /// <summary>Every file of all other devices; what speaks Bluetooth is no file to upload.</summary>
    public static IEnumerable<TheoryDataRow<string>> Devices =>
        Names(file =>
            !file.Name.StartsWith("gatt/", StringComparison.Ordinal)
            && !(IsApple(file) && TruthIn(file) is not null)
        );

    public static Sample Of(string name)
    {
        SkipWithout(name);
        using var document = Expected();
        var file = Files(document).Single(f => f.Name == name);
        return new(name, (TruthIn(file) ?? file.Value).Clone(), file.Value.Clone());
    }

    public static void SkipWithout(string name) =>
        Assert.SkipWhen(
            name == None,
            "HEALTHRECORD_SAMPLES names no folder with samples of exports."
        );

    private static IEnumerable<TheoryDataRow<string>> Names(Func<JsonProperty, bool> wanted)
    {
        if (Path is null)
            return [new(None)];
        using var document = Expected();
        return
        [
            .. Files(document)
                .Where(wanted)
                .Select(f => new TheoryDataRow<string>(f.Name) { TestDisplayName = f.Name }),
        ];
    }

    private static JsonDocument Expected() =>
        JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Path!, "EXPECTED.json")));

    private static IEnumerable<JsonProperty> Files(JsonDocument expected) =>
        expected.RootElement.GetProperty("files").EnumerateObject();

    private static bool IsApple(JsonProperty file) =>
        file.Name.StartsWith("apple_health/", StringComparison.Ordinal);

    private static JsonElement? TruthIn(JsonProperty file)
    {
        if (file.Value.ValueKind != JsonValueKind.Object)
            return null;
        if (file.Value.TryGetProperty("by_type", out _))
            return file.Value;
        var inside = file
            .Value.EnumerateObject()
            .Where(e =>
                e.Value.ValueKind == JsonValueKind.Object
                && e.Value.TryGetProperty("by_type", out _)
            )
            .Select(e => (JsonElement?)e.Value)
            .ToList();
        return inside.Count == 0 ? null : Assert.Single(inside);
    }
}
