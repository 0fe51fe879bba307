using System.Text.Json.Serialization;

namespace HealthRecord.Features.Imports;

/// <summary>The sealed inside of an upload link: what its maker calls it.</summary>
public sealed record UploadLinkPayload
{
    public int Version { get; init; } = 1;
    public required string Name { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UploadLinkPayload))]
internal sealed partial class UploadLinkJson : JsonSerializerContext;
