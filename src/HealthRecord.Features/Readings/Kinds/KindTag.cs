using System.Buffers.Text;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings.Store;

namespace HealthRecord.Features.Readings;

/// <summary>The name of a kind in addresses and in the API: the person's keyed tag of it, base64url. It tells nothing.</summary>
public readonly record struct KindTag(string Text)
{
    public override string ToString() => Text;

    internal static KindTag Of(PersonSecrets secrets, Kind kind) =>
        new(Base64Url.EncodeToString(SeriesTags.OfKind(secrets, kind.Code)));
}
