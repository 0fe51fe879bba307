using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>Counts and logs damage without its content, and knows how hard to compress.</summary>
internal sealed partial class SealingWatch : IDisposable
{
    public const string MeterName = "HealthRecord.Sealing";
    public const string DamagedCounter = "healthrecord.records.damaged";
    private readonly Meter meter;
    private readonly Counter<long> damaged;
    private readonly ILogger<SealingWatch> log;

    public SealingWatch(
        IMeterFactory meters,
        IConfiguration configuration,
        ILogger<SealingWatch> log
    )
    {
        this.log = log;
        meter = meters.Create(MeterName);
        damaged = meter.CreateCounter<long>(
            DamagedCounter,
            description: "Sealed values that did not open."
        );
        BrotliQuality = configuration.GetValue("Sealing:Compression", 4);
        if (BrotliQuality is < 0 or > 11)
            throw new InvalidOperationException("Sealing:Compression is 0 to 11.");
    }

    /// <summary>0 to 11.</summary>
    public int BrotliQuality { get; }

    public RecordDamagedException Damaged(SealedTable table, Guid row, Exception? inner)
    {
        damaged.Add(1);
        LogDamaged(table.Name, row);
        return new RecordDamagedException(table, row, inner);
    }

    public void Dispose() => meter.Dispose();

    [LoggerMessage(2001, LogLevel.Error, "The sealed value of {Table} {Row} is damaged.")]
    private partial void LogDamaged(string table, Guid row);
}
