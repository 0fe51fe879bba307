using System.Security.Cryptography;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Backups;

/// <summary>What a sample of everybody's rows said.</summary>
internal sealed record RestoreProof(int Owners, int Rows, IReadOnlyList<Guid> Unreadable);

/// <summary>Opens a few rows of every person and household in every table: a backup that does not open is none.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class ProveRestored(
    IDbContextFactory<KeyDb> contexts,
    HealthDbs dbs,
    PersonKeys keys,
    TimeProvider clock
)
{
    private const int Sample = 3;

    public async Task<RestoreProof> RunAsync(CancellationToken ct)
    {
        await using (var store = await contexts.CreateDbContextAsync(ct))
        {
            store.Add(KeyStoreNotes.New(KeyStoreNote.Restored, "", clock));
            await store.SaveChangesAsync(ct);
        }
        await using var db = await dbs.ReadAsync(ct);
        var owners = await db.Persons.Select(p => p.Id).ToListAsync(ct);
        owners.AddRange(await db.Households.Select(h => h.Id).ToListAsync(ct));
        var tables = SealedRows.Of(db.Model);
        var (opened, unreadable) = (0, new List<Guid>());
        foreach (var owner in owners)
            if (await OpenAsync(db, tables, owner, ct) is { } rows)
                opened += rows;
            else
                unreadable.Add(owner);
        return new RestoreProof(owners.Count, opened, unreadable);
    }

    private async Task<int?> OpenAsync(
        HealthDb db,
        IReadOnlyList<SealedRows> tables,
        Guid owner,
        CancellationToken ct
    )
    {
        try
        {
            var opened = 0;
            foreach (var table in tables)
            foreach (var row in await table.OfOwnerAsync(db, owner, Sample, ct))
            {
                (await keys.GetAsync(owner, ct)).OpenFrom(row);
                opened++;
            }
            return opened;
        }
        catch (Exception e)
            when (e is RecordDamagedException or KeysGoneException or CryptographicException)
        {
            return null;
        }
    }
}
