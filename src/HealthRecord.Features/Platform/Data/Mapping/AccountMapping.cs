using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace HealthRecord.Features.Platform.Data.Mapping;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> b)
    {
        b.ToTable("Accounts");
        b.Property(a => a.Language).HasMaxLength(10);
        b.Property(a => a.PendingEmail).HasMaxLength(256);
        b.HasIndex(a => a.NormalizedEmail).HasDatabaseName("EmailIndex").IsUnique();
        b.HasIndex(a => a.EraseAfterUtc);
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> b)
    {
        b.ToTable("Sessions");
        b.Property(s => s.Id).ValueGeneratedNever();
        b.Property(s => s.SecretHash).IsHash();
        b.Property(s => s.Device).HasMaxLength(100);
        b.HasIndex(s => s.SecretHash).IsUnique();
        b.HasIndex(s => s.AccountId);
    }
}

internal sealed class MailTokenMapping : IEntityTypeConfiguration<MailToken>
{
    public void Configure(EntityTypeBuilder<MailToken> b)
    {
        b.ToTable("MailTokens");
        b.Property(t => t.Id).ValueGeneratedNever();
        b.Property(t => t.SecretHash).IsHash();
        b.HasIndex(t => t.SecretHash).IsUnique();
        b.HasIndex(t => t.AccountId);
        b.HasIndex(t => t.InvitationId);
    }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> b)
    {
        b.ToTable("ApiTokens");
        b.Property(t => t.Id).ValueGeneratedNever();
        b.Property(t => t.SecretHash).IsHash();
        b.HasIndex(t => t.SecretHash).IsUnique();
        b.HasIndex(t => t.AccountId);
    }
}

internal sealed class OperationMapping : IEntityTypeConfiguration<Operation>
{
    public void Configure(EntityTypeBuilder<Operation> b)
    {
        b.ToTable("Operations");
        b.Property(o => o.Key).IsTag();
        b.HasKey(o => new { o.AccountId, o.Key });
        b.HasIndex(o => o.CreatedUtc);
        b.HasIndex(o => o.PersonId);
    }
}
