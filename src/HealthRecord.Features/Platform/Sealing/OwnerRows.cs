using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>Deletes every row of a person or household whose keys are destroyed, in whatever tables the model has.</summary>
internal sealed class OwnerRows(
    IDbContextFactory<KeyDb> keyContexts,
    HealthDbs dbs,
    IRecordStore store,
    RecordFolders folders
)
{
    /// <summary>Deletes what a restored database brought back of anybody in the erasure ledger, and finishes erasures that were cut off.</summary>
    /// <returns>How many persons and households were found again.</returns>
    public async Task<int> ReplayErasuresAsync(CancellationToken ct)
    {
        await using var keys = await keyContexts.CreateDbContextAsync(ct);
        var erased = await keys.Erasures.Select(e => e.OwnerId).ToListAsync(ct);
        var found = 0;
        foreach (var some in erased.Chunk(500))
        foreach (var owner in await PresentAsync(some, ct))
        {
            await DeleteAsync(owner, ct);
            found++;
        }
        return found;
    }

    /// <summary>One transaction; harmless when repeated. The owner's keys are destroyed before.</summary>
    public async Task DeleteAsync(Guid owner, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // A save that still saw the keys is committed by now; a later one sees that they are gone.
        await store.HoldSealingAsync(db.Database, alone: true, ct);
        var runs = await db
            .ImportRuns.Where(r => r.PersonId == owner)
            .Select(r => r.Id)
            .ToListAsync(ct);
        var invitations = db.Invitations.Where(i =>
            i.InviterPersonId == owner || i.HouseholdId == owner
        );
        await db
            .MailTokens.Where(t => invitations.Any(i => i.Id == t.InvitationId))
            .ExecuteDeleteAsync(ct);
        await invitations.ExecuteDeleteAsync(ct);
        await DeleteAccountsAsync(db, owner, ct);
        foreach (var statement in Statements(db.Model))
            await db.Database.ExecuteSqlRawAsync(statement, [owner], ct);
        await transaction.CommitAsync(ct);
        // Named by the run's random id and sealed under a key that lay in the run: useless already, and gone now.
        foreach (var run in runs)
        {
            var upload = Path.Combine(folders.Uploads, $"{run:N}.upload");
            if (File.Exists(upload))
                File.Delete(upload);
        }
    }

    // An account is its person: without one it has no name and nothing of its own, and its sign-ins end here.
    private static async Task DeleteAccountsAsync(HealthDb db, Guid owner, CancellationToken ct)
    {
        var accounts = await db
            .Users.Where(a => a.OwnPersonId == owner)
            .Select(a => a.Id)
            .ToListAsync(ct);
        foreach (var account in accounts)
        {
            await db.Sessions.Where(s => s.AccountId == account).ExecuteDeleteAsync(ct);
            await db.MailTokens.Where(t => t.AccountId == account).ExecuteDeleteAsync(ct);
            await db.ApiTokens.Where(t => t.AccountId == account).ExecuteDeleteAsync(ct);
            await db.UploadLinks.Where(l => l.AccountId == account).ExecuteDeleteAsync(ct);
            await db.Connections.Where(c => c.AccountId == account).ExecuteDeleteAsync(ct);
            await db.Drafts.Where(d => d.AccountId == account).ExecuteDeleteAsync(ct);
            await db.Operations.Where(o => o.AccountId == account).ExecuteDeleteAsync(ct);
            await db.Reminders.Where(r => r.AccountId == account).ExecuteDeleteAsync(ct);
            await db.ReminderLetters.Where(l => l.AccountId == account).ExecuteDeleteAsync(ct);
            await db.ReminderSettings.Where(s => s.AccountId == account).ExecuteDeleteAsync(ct);
            await db.ReminderMutes.Where(m => m.AccountId == account).ExecuteDeleteAsync(ct);
            await db.CalendarFeeds.Where(f => f.AccountId == account).ExecuteDeleteAsync(ct);
            await db.Grants.Where(g => g.AccountId == account).ExecuteDeleteAsync(ct);
            await db.Users.Where(a => a.Id == account).ExecuteDeleteAsync(ct);
        }
    }

    // What refers to the owner goes before the owner; nothing cascades.
    private static IEnumerable<string> Statements(IModel model)
    {
        Type[] owners = [typeof(Person), typeof(Household)];
        var columns = model
            .GetEntityTypes()
            .Where(t => !owners.Contains(t.ClrType))
            .SelectMany(t => t.GetForeignKeys())
            .Where(f => owners.Contains(f.PrincipalEntityType.ClrType))
            .Select(f => (Table: f.DeclaringEntityType.GetTableName(), f.Properties[0]))
            .Concat(SealedRows.Of(model).Select(s => (Table: s.Type.GetTableName(), s.Owner)))
            .Select(c => (c.Table, Column: c.Item2.GetColumnName(), Last: IsOwner(c.Item2)))
            .Distinct()
            .OrderBy(c => c.Last);
        foreach (var (table, column, _) in columns)
            yield return $"DELETE FROM [{table}] WHERE [{column}] = {{0}}";

        bool IsOwner(IProperty p) => owners.Contains(p.DeclaringType.ClrType);
    }

    private async Task<List<Guid>> PresentAsync(Guid[] erased, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return
        [
            .. await db.Persons.Where(p => erased.Contains(p.Id)).Select(p => p.Id).ToListAsync(ct),
            .. await db
                .Households.Where(h => erased.Contains(h.Id))
                .Select(h => h.Id)
                .ToListAsync(ct),
        ];
    }
}
