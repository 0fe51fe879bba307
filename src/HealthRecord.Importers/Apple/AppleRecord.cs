using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Apple;

/// <summary>One record of the file on its way to becoming a reading, or a refusal.</summary>
internal struct AppleRecord
{
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
        SyncId is not null ? new(SyncId, SyncVersion)
        // Some apps give all parts of one session the same uuid: with the interval it names the part.
        : Uuid is not null ? new($"{Uuid}/{StartMs}/{EndMs - StartMs}", 0)
        : null;
}
