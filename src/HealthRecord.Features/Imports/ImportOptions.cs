namespace HealthRecord.Features.Imports;

/// <summary>Section <c>Imports</c> of the configuration.</summary>
public sealed class ImportOptions
{
    /// <summary>Bytes of an upload; more is refused from the announced length before a byte is stored.</summary>
    public long MaxUploadBytes { get; set; } = 8L << 30;

    /// <summary>Bytes that an archive may unpack to.</summary>
    public long MaxUnpackedBytes { get; set; } = 64L << 30;

    /// <summary>Uploads that one account may have under way at once.</summary>
    public int MaxUploadsAtOnce { get; set; } = 2;

    /// <summary>How long an upload that is not imported waits before it is deleted.</summary>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromDays(7);
}
