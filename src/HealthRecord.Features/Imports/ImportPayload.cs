using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Importers;

namespace HealthRecord.Features.Imports;

/// <summary>One month of a series that an import touched: what undoing it has to open.</summary>
public sealed record TouchedSegment(string Kind, string Producer, string Source, int Month);

/// <summary>The sealed inside of an import run.</summary>
public sealed record ImportPayload
{
    public int Version { get; init; } = 2;

    /// <summary>As the sender called it, without control and direction characters. Shown, never a path.</summary>
    public required string FileName { get; init; }

    /// <summary>Name of the connected service that delivered it; null for what a person brought.</summary>
    public string? Service { get; init; }

    /// <summary>What the sender computed of the file's content; only an upload with the same one is gone on with.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Seals the waiting upload; gone with it.</summary>
    public byte[] FileKey { get; init; } = [];

    /// <summary>What a personal access token narrowed the starter to; null for a sign-in.</summary>
    public RecordDomains? Scope { get; init; }
    public ImportReport? Report { get; init; }

    /// <summary>What the run waits for; null when it waits for nobody.</summary>
    public ImportQuestion? Question { get; init; }

    /// <summary>What people have said of this file, by the question's id. A password never stands here.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);
    public IReadOnlyList<TouchedSegment> Touched { get; init; } = [];

    /// <summary>Version 1 counted refused lines beyond the first ones and did not name them.</summary>
    internal static readonly PayloadFormat<ImportPayload> Format = new(
        ImportJson.Default.ImportPayload,
        _ => { }
    );
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImportPayload))]
internal sealed partial class ImportJson : JsonSerializerContext;
