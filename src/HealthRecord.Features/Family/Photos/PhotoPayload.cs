using System.Text.Json.Serialization;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Family.Photos;

/// <summary>A person's photo: a small JPEG that this program wrote itself.</summary>
internal sealed record PhotoPayload
{
    public static readonly EntryType<PhotoPayload> Type = new(
        "photo",
        RecordDomains.Facts,
        PhotoJson.Default.PhotoPayload
    );

    public int Version { get; init; } = 1;
    public required byte[] Jpeg { get; init; }
}

[JsonSerializable(typeof(PhotoPayload))]
internal sealed partial class PhotoJson : JsonSerializerContext;
