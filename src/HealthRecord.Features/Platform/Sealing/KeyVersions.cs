using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>Refuses to save what could not be opened later: a cell that is not sealed, or under a key that goes away.</summary>
/// <remarks>
/// Keys live 60 s in memory and a prepared import may wait before its commit, so the question is asked at the save
/// itself. Otherwise a key destroyed after a leak could take a row with it that was written meanwhile.
/// </remarks>
internal sealed class KeyVersions(IDbContextFactory<KeyDb> contexts, PersonKeys keys)
{
    /// <exception cref="KeyVersionClosedException">Seal the row anew and save again.</exception>
    /// <exception cref="KeysGoneException">The owner was erased meanwhile.</exception>
    public async Task RequireUsableAsync(IReadOnlyCollection<ISealedRow> rows, CancellationToken ct)
    {
        if (rows.Count == 0)
            return;
        var needed = new HashSet<(Guid Owner, int Version)>();
        foreach (var row in rows)
        {
            if (!SealedCell.LooksSealed(row.Sealed))
                throw new InvalidOperationException(
                    $"A row of {row.SealTable} reaches the database without its seal."
                );
            needed.Add((row.SealOwner, SealedCell.VersionOf(row.Sealed)));
        }
        await using var db = await contexts.CreateDbContextAsync(ct);
        foreach (var owners in needed.Select(n => n.Owner).Distinct().Chunk(200))
        {
            var states = await db
                .Keys.AsNoTracking()
                .Where(k => owners.Contains(k.OwnerId) && k.Purpose == KeyPurpose.Data)
                .ToDictionaryAsync(k => (k.OwnerId, k.Version), k => k.State, ct);
            foreach (var (owner, version) in needed.Where(n => owners.Contains(n.Owner)))
            {
                if (!states.TryGetValue((owner, version), out var state))
                    throw new KeysGoneException(owner);
                // Sealing anew must not find the old version in the cache again.
                if (state is not (KeyState.Current or KeyState.New))
                    keys.Renew(owner);
                if (state is KeyState.Closing)
                    throw new KeyVersionClosedException(owner, version);
                if (state is KeyState.Destroyed)
                    throw new KeysGoneException(owner);
            }
        }
    }
}
