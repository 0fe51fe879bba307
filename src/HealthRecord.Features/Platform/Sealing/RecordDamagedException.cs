namespace HealthRecord.Features.Platform.Sealing;

/// <summary>A sealed value does not open, or says something else inside than outside. It is shown as unreadable, never replaced.</summary>
public sealed class RecordDamagedException(SealedTable table, Guid row, Exception? inner = null)
    : Exception($"The sealed value of {table} {row:N} is damaged.", inner)
{
    public SealedTable Table { get; } = table;
    public Guid Row { get; } = row;
}
