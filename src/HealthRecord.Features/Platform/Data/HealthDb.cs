using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Data;

/// <summary>The record: accounts, families and sealed rows. One instance lives for one use case.</summary>
public sealed class HealthDb(DbContextOptions<HealthDb> options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options)
{
    public DbSet<AccountSession> Sessions => Set<AccountSession>();
    public DbSet<MailToken> MailTokens => Set<MailToken>();
    public DbSet<ApiToken> ApiTokens => Set<ApiToken>();
    public DbSet<Operation> Operations => Set<Operation>();
    public DbSet<Household> Households => Set<Household>();
    public DbSet<HouseholdMembership> Memberships => Set<HouseholdMembership>();
    public DbSet<Person> Persons => Set<Person>();
    public DbSet<Grant> Grants => Set<Grant>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<SegmentRow> Segments => Set<SegmentRow>();
    public DbSet<DayTableRow> DayTables => Set<DayTableRow>();
    public DbSet<EntryRow> Entries => Set<EntryRow>();
    public DbSet<DraftRow> Drafts => Set<DraftRow>();
    public DbSet<ImportRunRow> ImportRuns => Set<ImportRunRow>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(HealthDb).Assembly);
    }
}
