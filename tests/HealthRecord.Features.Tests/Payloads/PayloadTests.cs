using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using HealthRecord.Features.Platform.Data;
using Xunit;

namespace HealthRecord.Features.Tests.Payloads;

/// <summary>
/// What was sealed in any version ever must stay readable. A sample of each stands here as it was stored: it is never
/// changed, a new version adds a file beside it.
/// </summary>
public sealed class PayloadTests
{
    /// <summary>Every record with a version that some source-generated JSON type writes.</summary>
    public static TheoryData<Type> Payloads() =>
        [
            .. Contexts()
                .SelectMany(c => c.GetCustomAttributesData())
                .Where(a => a.AttributeType == typeof(JsonSerializableAttribute))
                .Select(a => (Type)a.ConstructorArguments[0].Value!)
                .Where(t => t.GetProperty("Version")?.PropertyType == typeof(int)),
        ];

    [Fact]
    public void Every_format_of_a_cell_is_among_them()
    {
        var known = Payloads().Select(row => row.Data).ToHashSet();

        var missing = Formats().Select(f => f.Payload).Where(t => !known.Contains(t));

        Assert.Empty(missing);
        Assert.True(known.Count >= 13);
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_version_has_a_stored_sample_that_still_reads(Type payload)
    {
        var current = Formats().Where(f => f.Payload == payload).Select(f => f.Current);
        var versions = current.FirstOrDefault(1);

        for (var version = 1; version <= versions; version++)
        {
            var stored = Sample(payload, version);
            Assert.Equal(version, (int?)stored["Version"]);
            var read = Read(payload, stored);
            if (version == versions)
                Same(stored, JsonSerializer.SerializeToNode(read, payload, Of(payload).Options)!);
        }
        Assert.Null(Stream(payload, versions + 1));
    }

    /// <summary>Through the format where there is one, so that upgraders run; else as it stands.</summary>
    private static object Read(Type payload, JsonObject stored)
    {
        var element = JsonSerializer.SerializeToElement(stored);
        var format = Formats().FirstOrDefault(f => f.Payload == payload).Format;
        return format is null
            ? element.Deserialize(payload, Of(payload))!
            : format.GetType().GetMethod("Read")!.Invoke(format, [element])!;
    }

    /// <summary>Everything stored comes back; a field added since may stand there empty.</summary>
    private static void Same(JsonNode stored, JsonNode written)
    {
        if (stored is JsonObject one && written is JsonObject other)
        {
            foreach (var (name, value) in one)
            {
                Assert.True(other.ContainsKey(name), $"{name} is lost");
                Same(value!, other[name]!);
            }
            return;
        }
        Assert.True(JsonNode.DeepEquals(stored, written), $"{stored} became {written}");
    }

    private static JsonObject Sample(Type payload, int version)
    {
        using var stream = Stream(payload, version);
        Assert.True(
            stream is not null,
            $"Payloads/{payload.Name}.v{version}.json: store a sample of this version"
        );
        return JsonNode.Parse(stream!)!.AsObject();
    }

    private static Stream? Stream(Type payload, int version) =>
        typeof(PayloadTests).Assembly.GetManifestResourceStream(
            $"Payloads/{payload.Name}.v{version}.json"
        );

    private static JsonSerializerContext Of(Type payload) =>
        Contexts()
            .Where(c =>
                c.GetCustomAttributesData()
                    .Any(a => Equals(a.ConstructorArguments.FirstOrDefault().Value, payload))
            )
            .Select(c =>
                (JsonSerializerContext)
                    c.GetProperty("Default", BindingFlags.Public | BindingFlags.Static)!
                        .GetValue(null)!
            )
            .First();

    private static IEnumerable<Type> Contexts() =>
        typeof(HealthDb)
            .Assembly.GetTypes()
            .Where(t => typeof(JsonSerializerContext).IsAssignableFrom(t));

    private static IEnumerable<(Type Payload, int Current, object Format)> Formats()
    {
        const BindingFlags statics =
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;
        foreach (var type in typeof(HealthDb).Assembly.GetTypes())
        {
            if (type.ContainsGenericParameters)
                continue;
            foreach (var field in type.GetFields(statics).Where(f => f.FieldType.IsGenericType))
            {
                var shape = field.FieldType.GetGenericTypeDefinition();
                var value =
                    shape == typeof(PayloadFormat<>) ? field.GetValue(null)
                    : shape == typeof(EntryType<>)
                        ? field.FieldType.GetProperty("Format")!.GetValue(field.GetValue(null))
                    : null;
                if (value is not null)
                    yield return (
                        field.FieldType.GetGenericArguments()[0],
                        (int)value.GetType().GetProperty("Current")!.GetValue(value)!,
                        value
                    );
            }
        }
    }
}
