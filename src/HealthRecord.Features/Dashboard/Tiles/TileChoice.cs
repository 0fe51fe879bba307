using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Dashboard.Tiles;

/// <summary>What one reader wants to see of one person, and how they type: sealed under the reader's own key.</summary>
/// <param name="Kinds">Codes of the tiles in their order; null until somebody chose, which shows what has readings.</param>
internal sealed record TileChoice(IReadOnlyList<string>? Kinds)
{
    public int Version { get; init; } = 1;

    /// <summary>Codes of the kinds typed last, newest first.</summary>
    public IReadOnlyList<string> Recent { get; init; } = [];

    /// <summary>UCUM code of the unit chosen last, by code of the kind.</summary>
    public IReadOnlyDictionary<string, string> Units { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public static readonly TileChoice None = new((IReadOnlyList<string>?)null);

    public static readonly EntryType<TileChoice> Type = new(
        "tile-choice",
        RecordDomains.Facts,
        TileJson.Default.TileChoice
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TileChoice))]
internal sealed partial class TileJson : JsonSerializerContext;
