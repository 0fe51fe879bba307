using System.Text.Json.Serialization;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Accounts.Tokens;

/// <summary>The sealed inside of a token: what its owner calls it.</summary>
public sealed record TokenPayload
{
    public int Version { get; init; } = 1;
    public required string Name { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenPayload))]
internal sealed partial class TokenJson : JsonSerializerContext;
