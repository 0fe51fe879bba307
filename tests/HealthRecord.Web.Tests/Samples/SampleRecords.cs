using System.Collections.Concurrent;
using System.Text.Json;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;

namespace HealthRecord.Web.Tests.Samples;

/// <summary>A sample as the product has taken it in, for a person of its own.</summary>
internal sealed record ImportedSample(
    Sample Sample,
    string Person,
    ApiAnswer Import,
    IReadOnlyDictionary<string, ImportedKind> Kinds
)
{
    /// <summary>Codes of the kinds that an import says it has read.</summary>
    public static HashSet<string> KindsOf(ApiAnswer import) =>
        import
            .Json.GetProperty("kinds")
            .EnumerateArray()
            .Select(r => r.GetProperty("kind").GetString())
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The row of the report for one of Apple's types.</summary>
    public JsonElement Row(string type) =>
        Import
            .Json.GetProperty("kinds")
            .EnumerateArray()
            .Single(r => r.GetProperty("origin").GetString() == type);
}

internal sealed record ImportedKind(JsonElement Kind, IReadOnlyList<JsonElement> Readings)
{
    public string Tag => Kind.GetProperty("tag").GetString()!;
}

/// <summary>One product and one account for all samples; each is uploaded once and read back whole.</summary>
public sealed class SampleRecords : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ImportedSample>>> imported = new(
        StringComparer.Ordinal
    );

    internal ProductApp App { get; } = ProductApp.Start();

    internal Member Member { get; private set; } = null!;

    public async ValueTask InitializeAsync() =>
        Member = await App.MemberAsync("samples@example.org", CancellationToken.None);

    internal Task<ImportedSample> OfAsync(string name) =>
        imported.GetOrAdd(name, n => new(() => ImportAsync(SampleFolder.Of(n)))).Value;

    public async ValueTask DisposeAsync()
    {
        Member.Dispose();
        await App.DisposeAsync();
    }

    private async Task<ImportedSample> ImportAsync(Sample sample)
    {
        var (program, ct) = (Member.Program, CancellationToken.None);
        var person = await program.AddPersonAsync("Sam", ct, zone: sample.Zone);
        var name = Path.GetFileName(sample.Name);
        var import = await program.ImportAsync(person, name, sample.Bytes, ct);
        var kinds = new Dictionary<string, ImportedKind>(StringComparer.Ordinal);
        var told = ImportedSample.KindsOf(import);
        foreach (var kind in await program.KindsAsync(person, ct))
        {
            var code = kind.GetProperty("code").GetString()!;
            if (!told.Contains(code))
                continue;
            var tag = kind.GetProperty("tag").GetString()!;
            kinds.Add(code, new(kind, await program.ReadingsAsync(person, tag, ct)));
        }
        return new(sample, person, import, kinds);
    }
}
