using HealthRecord.Features.Platform.Sealing;
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
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();
}
