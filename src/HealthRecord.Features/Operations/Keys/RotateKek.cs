using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>A new key-encryption key; the key store is wrapped anew in small batches. Records are not touched.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class RotateKek(
    IDbContextFactory<KeyDb> contexts,
    IKeyWrapper wrapper,
    TimeProvider clock
)
{
    private const int Batch = 100;

    /// <summary>Makes the next number, or goes on with a rotation that was stopped.</summary>
    /// <returns>The number that wraps everything now.</returns>
    public async Task<string> RunAsync(CancellationToken ct)
    {
        if (!await UnfinishedAsync(ct))
            wrapper.CreateNext();
        await FinishAsync(ct);
        return wrapper.CurrentKekId;
    }

    /// <summary>Wraps anew whatever is not under the current number. Harmless when there is nothing.</summary>
    public async Task FinishAsync(CancellationToken ct)
    {
        while (await BatchAsync(ct)) { }
        await NoteEmptyAsync(ct);
    }

    private async Task<bool> UnfinishedAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await Left(db).AnyAsync(ct);
    }

    private IQueryable<WrappedKeyRow> Left(KeyDb db)
    {
        var current = wrapper.CurrentKekId;
        return db.Keys.Where(k => k.KekId != current && k.State != KeyState.Destroyed);
    }

    private async Task<bool> BatchAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await Left(db)
            .OrderBy(k => k.OwnerId)
            .ThenBy(k => k.Purpose)
            .ThenBy(k => k.Version)
            .Take(Batch)
            .ToListAsync(ct);
        var bytes = new byte[PinnedKey.Size];
        foreach (var row in rows)
        {
            var label = new KeyLabel(row.OwnerId, row.Purpose, row.Version);
            using var key = await wrapper.UnwrapAsync(label, new(row.KekId, row.Wrapped), ct);
            key.CopyTo(bytes);
            var wrapped = await wrapper.WrapAsync(label, bytes, ct);
            row.KekId = wrapped.KekId;
            row.Wrapped = wrapped.Bytes;
        }
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(bytes);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another operator, a rotation or an erasure was first: the batch is read again.
        }
        return rows.Count > 0;
    }

    private async Task NoteEmptyAsync(CancellationToken ct)
    {
        var current = wrapper.CurrentKekId;
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var id in wrapper.KekIds.Where(id => id != current))
        {
            if (
                await db.Keys.AnyAsync(k => k.KekId == id && k.State != KeyState.Destroyed, ct)
                || await db.Notes.AnyAsync(
                    n => n.Name == KeyStoreNote.KekEmpty && n.Value == id,
                    ct
                )
            )
                continue;
            db.Add(KeyStoreNotes.New(KeyStoreNote.KekEmpty, id, clock));
        }
        await db.SaveChangesAsync(ct);
    }
}
