using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Xml;

namespace HealthRecord.Importers.Apple;

/// <summary>One record of the file on its way to becoming a reading, or a refusal.</summary>
internal struct AppleRecord
{
    private const int LongestText = 100;

    public AppleType Type;
    public SourceKey Source;
    public AppleUnit? Unit;
    public long StartMs;
    public long EndMs;
    public WrittenNumber Value;
    public RefusalReason? Reason;

    /// <summary>What stood there, for a refusal.</summary>
    public string? Text;
    public long Line;
    public string? Zone;
    public string? SyncId;
    public long SyncVersion;
    public string? Uuid;

    /// <summary>Equal for a record inside a correlation and the one outside that says the same; only for those that can stand inside.</summary>
    public ulong Fingerprint;

    public readonly ExternalIdentity? Identity =>
        SyncId is not null
            ? new(Type is { SharesKind: true } ? $"{SyncId}/{Type.Origin}" : SyncId, SyncVersion)
        // Some apps give all parts of one session the same uuid: with the interval it names the part.
        : Uuid is not null ? new($"{Uuid}/{StartMs}/{EndMs - StartMs}", 0)
        : null;

    /// <returns>False, so that it can end a sentence.</returns>
    public bool Refuse(RefusalReason reason, ReadOnlySpan<byte> text)
    {
        Reason = reason;
        Text = XmlText.Decode(text, LongestText);
        return false;
    }
}
