using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Readings;

/// <summary>A few lines of the logbook at a moment: the sealed inside of its entry.</summary>
internal sealed record Note(DateTime AtUtc, string? Zone, string Text, Guid By)
{
    public int Version { get; init; } = 1;

    public static readonly EntryType<Note> Type = new(
        "note",
        RecordDomains.Documents,
        NoteJson.Default.Note
    );

    [JsonIgnore]
    public int Month => (AtUtc.Year * 100) + AtUtc.Month;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Note))]
internal sealed partial class NoteJson : JsonSerializerContext;
