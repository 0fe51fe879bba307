using HealthRecord.Features.Platform.Data.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Prevention.Store;

internal sealed class DueWatchMapping : IEntityTypeConfiguration<DueWatch>
{
    public void Configure(EntityTypeBuilder<DueWatch> b)
    {
        b.ToTable("DueWatches");
        b.HasKey(w => w.PersonId);
        b.Property(w => w.PersonId).ValueGeneratedNever();
        b.HasIndex(w => w.LookUtc);
        b.HasIndex(w => w.ProgrammeId);
        b.BelongsToPerson(w => w.PersonId);
    }
}

internal sealed class ProgrammeFileMapping : IEntityTypeConfiguration<ProgrammeFile>
{
    public void Configure(EntityTypeBuilder<ProgrammeFile> b)
    {
        b.ToTable("ProgrammeFiles");
        b.Property(f => f.Id).ValueGeneratedNever();
        b.HasIndex(f => f.LoadedUtc);
    }
}
