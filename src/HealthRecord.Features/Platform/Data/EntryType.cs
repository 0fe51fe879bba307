using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Data;

/// <summary>A sort of entry: its code inside the seal, the domain that a grant must cover, and its payload.</summary>
internal sealed class EntryType<T>
    where T : class
{
    /// <param name="code">Never changed once rows exist: the tag by which rows are found is made of it.</param>
    /// <param name="upgrades">As in <see cref="PayloadFormat{T}"/>.</param>
    public EntryType(
        string code,
        RecordDomains domain,
        JsonTypeInfo<T> json,
        params Action<JsonObject>[] upgrades
    )
    {
        Code = code;
        Domain = domain;
        Format = new PayloadFormat<T>(json, upgrades);
    }

    public string Code { get; }
    public RecordDomains Domain { get; }
    public PayloadFormat<T> Format { get; }
}
