using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace HealthRecord.Features.Platform.Data;

/// <summary>How the inside of a sealed cell is written and read, in every version it ever had.</summary>
/// <remarks>
/// A payload is a record with a number <c>Version</c>. Fields are only ever added. A change of meaning adds one upgrader
/// at the end of the list; the stored sample of each version in the tests keeps the old ones readable.
/// </remarks>
/// <typeparam name="T">The record, with a source-generated JSON type.</typeparam>
internal sealed class PayloadFormat<T>
    where T : class
{
    private readonly JsonTypeInfo<T> json;
    private readonly Action<JsonObject>[] upgrades;

    /// <param name="upgrades">The first makes version 2 of version 1, and so on.</param>
    public PayloadFormat(JsonTypeInfo<T> json, params Action<JsonObject>[] upgrades)
    {
        this.json = json;
        this.upgrades = upgrades;
    }

    public int Current => upgrades.Length + 1;

    public byte[] Write(T payload) => JsonSerializer.SerializeToUtf8Bytes(payload, json);

    /// <exception cref="JsonException">It is not such a payload, or of a newer program. The text may quote a value: do not hand it on.</exception>
    public T Read(JsonElement written)
    {
        if (
            written.ValueKind != JsonValueKind.Object
            || !written.TryGetProperty("Version", out var number)
            || !number.TryGetInt32(out var version)
            || version < 1
            || version > Current
        )
            throw new JsonException();
        if (version == Current)
            return written.Deserialize(json) ?? throw new JsonException();
        var node = JsonObject.Create(written) ?? throw new JsonException();
        for (var from = version; from < Current; from++)
            upgrades[from - 1](node);
        node["Version"] = Current;
        return node.Deserialize(json) ?? throw new JsonException();
    }
}
