using HealthRecord.Features.Platform.Data.Mapping;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Sealing.Mapping;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Wrapped keys, the erasure ledger and the cookie ring: a store of its own, never in the record's backups.</summary>
public sealed class KeyDb(DbContextOptions<KeyDb> options)
    : DbContext(options),
        IDataProtectionKeyContext
{
    public DbSet<WrappedKeyRow> Keys => Set<WrappedKeyRow>();
    public DbSet<ErasureRow> Erasures => Set<ErasureRow>();
    public DbSet<KeyStoreNote> Notes => Set<KeyStoreNote>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        builder.ApplyConfiguration(new WrappedKeyMapping());
        builder.ApplyConfiguration(new ErasureMapping());
        builder.ApplyConfiguration(new KeyStoreNoteMapping());
        builder.ApplyConfiguration(new RingMapping());
    }
}
