using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>Proves at start that the key-encryption keys here open the key store, and the key store the record.</summary>
internal sealed class KeyReadiness(
    IDbContextFactory<KeyDb> keyContexts,
    HealthDbs dbs,
    RecordFolders folders,
    IKeyWrapper wrapper
)
{
    /// <exception cref="StartRefusedException">A number is missing or wrong; no key was made.</exception>
    public async Task RequireAsync(CancellationToken ct)
    {
        KekFile.RefuseOpenModes(folders.Keys);
        foreach (var id in wrapper.KekIds)
            KekFile.RefuseOpenModes(KekFile.PathOf(folders.Keys, id));
        await using var keys = await keyContexts.CreateDbContextAsync(ct);
        var needed = await keys
            .Keys.Where(k => k.State != KeyState.Destroyed)
            .Select(k => k.KekId)
            .Distinct()
            .OrderBy(k => k)
            .ToListAsync(ct);
        var persons = await SomePersonsAsync(ct);
        foreach (var id in needed)
            await RequireKekAsync(keys, id, ct);
        if (wrapper.KekIds.Count == 0)
        {
            // Never a new key where anything sealed exists: it would hide that the old one is lost.
            if (persons.Count > 0 || await AnySealedAsync(ct))
                throw Missing(KekFile.Id(1));
            wrapper.CreateFirst();
        }
        await RequireStoreOfThisRecordAsync(keys, persons, ct);
    }

    private async Task RequireKekAsync(KeyDb keys, string id, CancellationToken ct)
    {
        if (!wrapper.KekIds.Contains(id, StringComparer.Ordinal))
            throw Missing(id);
        var row = await keys
            .Keys.AsNoTracking()
            .Where(k => k.KekId == id && k.State != KeyState.Destroyed)
            .FirstOrDefaultAsync(ct);
        if (row is null)
            return;
        try
        {
            using var opened = await wrapper.UnwrapAsync(
                new KeyLabel(row.OwnerId, row.Purpose, row.Version),
                new WrappedKey(row.KekId, row.Wrapped),
                ct
            );
        }
        catch (CryptographicException)
        {
            throw new StartRefusedException(
                $"La clé {id} n'est pas celle qui protège ce dossier : remettez en place l'originale dans {folders.Keys}. Rien n'a été modifié.",
                $"The key {id} is not the one that protects this record: put the original back into {folders.Keys}. Nothing was changed."
            );
        }
    }

    private async Task RequireStoreOfThisRecordAsync(
        KeyDb keys,
        List<Guid> persons,
        CancellationToken ct
    )
    {
        if (persons.Count == 0)
            return;
        var known = await keys.Keys.AnyAsync(k => persons.Contains(k.OwnerId), ct);
        if (!known)
            throw new StartRefusedException(
                $"Le coffre des clés {folders.KeyStore} n'est pas celui de ce dossier : aucune personne n'y a de clé. Rien n'a été modifié.",
                $"The key store {folders.KeyStore} is not the one of this record: no person has a key in it. Nothing was changed."
            );
    }

    private async Task<bool> AnySealedAsync(CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db.Households.AnyAsync(ct)
            || await db.ApiTokens.AnyAsync(ct)
            || await db.Invitations.AnyAsync(ct);
    }

    private async Task<List<Guid>> SomePersonsAsync(CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db.Persons.OrderBy(p => p.Id).Select(p => p.Id).Take(50).ToListAsync(ct);
    }

    private StartRefusedException Missing(string id) =>
        new(
            $"La clé {id} manque dans {folders.Keys} : des données scellées en ont besoin. Remettez-la en place ; rien n'a été modifié.",
            $"The key {id} is missing from {folders.Keys}: sealed data needs it. Put it back; nothing was changed."
        );
}
