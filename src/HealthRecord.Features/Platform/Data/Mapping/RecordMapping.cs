using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Platform.Data.Mapping;

internal sealed class SegmentMapping : IEntityTypeConfiguration<SegmentRow>
{
    public void Configure(EntityTypeBuilder<SegmentRow> b)
    {
        b.ToTable("Segments");
        b.Property(s => s.Id).ValueGeneratedNever();
        b.Property(s => s.Tag).IsTag();
        b.Property(s => s.KindTag).IsTag();
        b.Property(s => s.Version).IsConcurrencyToken();
        b.HasIndex(s => new
            {
                s.PersonId,
                s.Tag,
                s.Month,
            })
            .IsUnique();
        b.HasIndex(s => new
        {
            s.PersonId,
            s.KindTag,
            s.Month,
        });
        b.BelongsToPerson(s => s.PersonId);
    }
}

internal sealed class DayTableMapping : IEntityTypeConfiguration<DayTableRow>
{
    public void Configure(EntityTypeBuilder<DayTableRow> b)
    {
        b.ToTable("DayTables");
        b.Property(d => d.Id).ValueGeneratedNever();
        b.Property(d => d.Tag).IsTag();
        b.Property(d => d.Version).IsConcurrencyToken();
        b.HasIndex(d => new
            {
                d.PersonId,
                d.Tag,
                d.Year,
            })
            .IsUnique();
        b.HasIndex(d => new { d.PersonId, d.Year });
        b.BelongsToPerson(d => d.PersonId);
    }
}

internal sealed class EntryMapping : IEntityTypeConfiguration<EntryRow>
{
    public void Configure(EntityTypeBuilder<EntryRow> b)
    {
        b.ToTable("Entries");
        b.Property(e => e.Id).ValueGeneratedNever();
        b.Property(e => e.TypeTag).IsTag();
        b.Property(e => e.MonthTag).IsTag();
        b.Property(e => e.UniquenessTag).IsTag();
        b.Property(e => e.Version).IsConcurrencyToken();
        b.HasIndex(e => new { e.PersonId, e.TypeTag });
        b.HasIndex(e => new { e.PersonId, e.MonthTag });
        // Entries without a natural key are many: SQLite holds NULLs apart by itself, on SQL Server EF filters them out.
        b.HasIndex(e => new { e.PersonId, e.UniquenessTag }).IsUnique();
        b.BelongsToPerson(e => e.PersonId);
    }
}

internal sealed class DraftMapping : IEntityTypeConfiguration<DraftRow>
{
    public void Configure(EntityTypeBuilder<DraftRow> b)
    {
        b.ToTable("Drafts");
        b.Property(d => d.Id).ValueGeneratedNever();
        b.Property(d => d.Tag).IsTag();
        b.HasIndex(d => new
            {
                d.AccountId,
                d.PersonId,
                d.Tag,
            })
            .IsUnique();
        b.HasIndex(d => d.UpdatedUtc);
        b.BelongsToPerson(d => d.PersonId);
    }
}

internal sealed class ImportRunMapping : IEntityTypeConfiguration<ImportRunRow>
{
    public void Configure(EntityTypeBuilder<ImportRunRow> b)
    {
        b.ToTable("ImportRuns");
        b.Property(r => r.Id).ValueGeneratedNever();
        b.Property(r => r.Version).IsConcurrencyToken();
        b.HasIndex(r => new { r.PersonId, r.CreatedUtc });
        b.HasIndex(r => new { r.State, r.LeaseUntilUtc });
        b.BelongsToPerson(r => r.PersonId);
    }
}

internal sealed class UploadLinkMapping : IEntityTypeConfiguration<UploadLinkRow>
{
    public void Configure(EntityTypeBuilder<UploadLinkRow> b)
    {
        b.ToTable("UploadLinks");
        b.Property(l => l.Id).ValueGeneratedNever();
        b.Property(l => l.SecretHash).IsHash();
        b.HasIndex(l => l.SecretHash).IsUnique();
        b.HasIndex(l => l.AccountId);
        b.BelongsToPerson(l => l.PersonId);
    }
}

internal sealed class ConnectionMapping : IEntityTypeConfiguration<ConnectionRow>
{
    public void Configure(EntityTypeBuilder<ConnectionRow> b)
    {
        b.ToTable("Connections");
        b.Property(c => c.Id).ValueGeneratedNever();
        b.Property(c => c.SecretHash).IsHash();
        b.Property(c => c.SubjectTag).IsTag();
        b.Property(c => c.Version).IsConcurrencyToken();
        b.HasIndex(c => c.SecretHash).IsUnique();
        b.HasIndex(c => c.SubjectTag);
        b.HasIndex(c => c.DueUtc);
        b.BelongsToPerson(c => c.PersonId);
    }
}
