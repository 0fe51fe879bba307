using HealthRecord.Features.Platform.Data.Mapping;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Platform.Data;

/// <summary>The record: accounts, families and sealed rows. One instance lives for one use case.</summary>
public sealed class HealthDb(DbContextOptions<HealthDb> options)
    : IdentityDbContext<Account, IdentityRole<Guid>, Guid>(options)
{
    // Absent at design time only: there is nothing to save then.
    private readonly RecordWriting? writing = options
        .FindExtension<CoreOptionsExtension>()
        ?.ApplicationServiceProvider?.GetService<RecordWriting>();
    private IDisposable? turn;

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
    public DbSet<UploadLinkRow> UploadLinks => Set<UploadLinkRow>();
    public DbSet<ConnectionRow> Connections => Set<ConnectionRow>();
    public DbSet<DueWatch> DueWatches => Set<DueWatch>();
    public DbSet<ProgrammeFile> ProgrammeFiles => Set<ProgrammeFile>();
    public DbSet<Reminder> Reminders => Set<Reminder>();
    public DbSet<ReminderLetter> ReminderLetters => Set<ReminderLetter>();
    public DbSet<ReminderSetting> ReminderSettings => Set<ReminderSetting>();
    public DbSet<ReminderMute> ReminderMutes => Set<ReminderMute>();
    public DbSet<CalendarFeed> CalendarFeeds => Set<CalendarFeed>();

    /// <summary>Saves, or answers false when a unique index or a row version says that somebody was first.</summary>
    /// <remarks>After false nothing is written and nothing is tracked: read again and decide anew.</remarks>
    /// <exception cref="StorageFullException">There is no room.</exception>
    public async Task<bool> TrySaveAsync(CancellationToken ct)
    {
        try
        {
            await SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            ChangeTracker.Clear();
            return false;
        }
        catch (DbUpdateException e) when (writing?.Failure(e) == SaveFailure.Collision)
        {
            ChangeTracker.Clear();
            return false;
        }
    }

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess,
        CancellationToken cancellationToken = default
    )
    {
        CountVersions();
        if (writing is null)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        // A context that Identity made has no turn of its own: it takes one for this save.
        using var own = turn is null ? await writing.TurnAsync(cancellationToken) : null;
        try
        {
            return await SaveSealedAsync(writing, acceptAllChangesOnSuccess, cancellationToken);
        }
        catch (Exception e)
            when (e is not StorageFullException && writing.Failure(e) == SaveFailure.Full)
        {
            throw new StorageFullException(e);
        }
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Saving waits for its turn: use SaveChangesAsync.");

    public override void Dispose()
    {
        base.Dispose();
        Interlocked.Exchange(ref turn, null)?.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Interlocked.Exchange(ref turn, null)?.Dispose();
    }

    internal void Hold(IDisposable? taken) => turn = taken;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // The key store is another database: its mappings stand in a namespace of their own.
        builder.ApplyConfigurationsFromAssembly(
            typeof(HealthDb).Assembly,
            t => t.Namespace != typeof(Sealing.Mapping.WrappedKeyMapping).Namespace
        );
    }

    // The question about the key versions is asked inside the transaction: whoever is about to destroy a version waits
    // for every transaction that asked before, so that no row comes after the last look.
    private async Task<int> SaveSealedAsync(
        RecordWriting writing,
        bool acceptAllChangesOnSuccess,
        CancellationToken ct
    )
    {
        var rows = SealedChanges();
        if (rows.Count == 0)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        await using var own = Database.CurrentTransaction is null
            ? await Database.BeginTransactionAsync(ct)
            : null;
        await writing.CheckKeysAsync(this, rows, ct);
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, ct);
        if (own is not null)
            await own.CommitAsync(ct);
        return saved;
    }

    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries<IVersioned>())
        {
            if (entry.State == EntityState.Added && entry.Entity.Version == 0)
                entry.Entity.Version = 1;
            else if (
                entry.State == EntityState.Modified
                && entry.Property(r => r.Version) is { } version
                && version.CurrentValue == version.OriginalValue
            )
                version.CurrentValue++;
        }
    }

    private List<ISealedRow> SealedChanges() =>
        ChangeTracker
            .Entries<ISealedRow>()
            .Where(e => e.State is EntityState.Added or EntityState.Modified)
            .Select(e => e.Entity)
            .ToList();
}
