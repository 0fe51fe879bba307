using System.Buffers.Text;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>The few entries beside a record that matter here: its zone, and the name that an app gave it.</summary>
internal static class AppleMetadata
{
    /// <summary>A longer one is no name: what the record says is its name then.</summary>
    private const int LongestId = 200;

    public static void Read(
        ref AppleRecord record,
        AppleNames names,
        ReadOnlySpan<byte> key,
        ReadOnlySpan<byte> value
    )
    {
        switch (key.Length)
        {
            case 10 when key.SequenceEqual("HKTimeZone"u8):
                record.Zone = names.Zone(value);
                break;
            case 14 when key.SequenceEqual("HKExternalUUID"u8):
                record.Uuid = IdOf(value);
                break;
            case 27 when key.SequenceEqual("HKMetadataKeySyncIdentifier"u8):
                record.SyncId = IdOf(value);
                break;
            case 24 when key.SequenceEqual("HKMetadataKeySyncVersion"u8):
                if (Utf8Parser.TryParse(value, out long version, out _) && version >= 0)
                    record.SyncVersion = version;
                break;
        }
    }

    private static string? IdOf(ReadOnlySpan<byte> value) =>
        value.Length is 0 or > LongestId ? null : XmlText.Decode(value, LongestId);
}
