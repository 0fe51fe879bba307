using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Platform.Data.Mapping;

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> b)
    {
        b.ToTable("Households");
        b.Property(h => h.Id).ValueGeneratedNever();
        b.Property(h => h.Version).IsConcurrencyToken();
    }
}

internal sealed class MembershipMapping : IEntityTypeConfiguration<HouseholdMembership>
{
    public void Configure(EntityTypeBuilder<HouseholdMembership> b)
    {
        b.ToTable("Memberships");
        b.HasKey(m => new { m.HouseholdId, m.PersonId });
        b.HasIndex(m => m.PersonId);
        b.HasOne<Household>()
            .WithMany()
            .HasForeignKey(m => m.HouseholdId)
            .OnDelete(DeleteBehavior.Restrict);
        b.HasOne<Person>()
            .WithMany()
            .HasForeignKey(m => m.PersonId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> b)
    {
        b.ToTable("Persons");
        b.Property(p => p.Id).ValueGeneratedNever();
        b.Property(p => p.Version).IsConcurrencyToken();
        b.HasIndex(p => p.EraseAfterUtc);
    }
}

internal sealed class GrantMapping : IEntityTypeConfiguration<Grant>
{
    public void Configure(EntityTypeBuilder<Grant> b)
    {
        b.ToTable("Grants");
        b.Property(g => g.Id).ValueGeneratedNever();
        b.HasIndex(g => new { g.AccountId, g.PersonId });
        b.HasIndex(g => g.PersonId);
        b.HasOne<Person>()
            .WithMany()
            .HasForeignKey(g => g.PersonId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> b)
    {
        b.ToTable("Invitations");
        b.Property(i => i.Id).ValueGeneratedNever();
        b.HasIndex(i => i.HouseholdId);
        b.HasIndex(i => i.InviterPersonId);
    }
}
