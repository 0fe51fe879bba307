using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Platform.Sealing.Mapping;

internal sealed class WrappedKeyMapping : IEntityTypeConfiguration<WrappedKeyRow>
{
    public void Configure(EntityTypeBuilder<WrappedKeyRow> b)
    {
        b.ToTable("Keys");
        b.HasKey(k => new
        {
            k.OwnerId,
            k.Purpose,
            k.Version,
        });
        b.Property(k => k.KekId).HasMaxLength(64).IsConcurrencyToken();
        b.Property(k => k.State).IsConcurrencyToken();
        b.Property(k => k.Wrapped).HasMaxLength(1024);
        b.HasIndex(k => new { k.KekId, k.State });
        b.HasIndex(k => new { k.State, k.CreatedUtc });
    }
}

internal sealed class ErasureMapping : IEntityTypeConfiguration<ErasureRow>
{
    public void Configure(EntityTypeBuilder<ErasureRow> b)
    {
        b.ToTable("Erasures");
        b.HasKey(e => e.OwnerId);
        b.Property(e => e.OwnerId).ValueGeneratedNever();
    }
}

internal sealed class KeyStoreNoteMapping : IEntityTypeConfiguration<KeyStoreNote>
{
    public void Configure(EntityTypeBuilder<KeyStoreNote> b)
    {
        b.ToTable("Notes");
        b.Property(n => n.Id).ValueGeneratedNever();
        b.Property(n => n.Name).HasMaxLength(64);
        b.Property(n => n.Value).HasMaxLength(1024);
        b.HasIndex(n => n.Name);
    }
}

internal sealed class RingMapping : IEntityTypeConfiguration<DataProtectionKey>
{
    public void Configure(EntityTypeBuilder<DataProtectionKey> b) => b.ToTable("Ring");
}
