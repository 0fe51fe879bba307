using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>Makes, proves and brings back the offline copy of the key files.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class KeepKeks(
    IDbContextFactory<KeyDb> contexts,
    RecordFolders folders,
    TimeProvider clock
)
{
    private const int Sample = 25;

    /// <returns>The numbers in the copy.</returns>
    public async Task<IReadOnlyList<string>> ExportAsync(
        string file,
        string passphrase,
        CancellationToken ct
    )
    {
        if (passphrase.Length < KekExport.LeastPassphrase)
            throw new StartRefusedException(
                $"La phrase secrète doit compter au moins {KekExport.LeastPassphrase} caractères.",
                $"The passphrase must have at least {KekExport.LeastPassphrase} characters."
            );
        if (File.Exists(file))
            throw new StartRefusedException(
                $"{file} existe déjà : rien n'est jamais écrasé.",
                $"{file} exists already: nothing is ever overwritten."
            );
        foreach (var folder in new[] { folders.Record, folders.KeyStore, folders.Backups })
            if (RecordFolders.Inside(Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/", folder))
                throw new StartRefusedException(
                    $"La copie des clés ne doit pas se trouver dans {folder}, à côté de ce qu'elle ouvre.",
                    $"The copy of the keys must not lie in {folder}, beside what it opens."
                );
        var keys = KekFile.List(folders.Keys).ToDictionary(id => id, Bytes, StringComparer.Ordinal);
        await KekExport.Seal(keys, passphrase).WriteAsync(file, ct);
        return [.. keys.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>Opens a sample of the key store with nothing but the copy, and writes the day down.</summary>
    /// <returns>How many wrapped keys were opened.</returns>
    /// <exception cref="StartRefusedException">The copy lacks a key that is needed, or opens nothing.</exception>
    public async Task<int> VerifyAsync(string file, string passphrase, CancellationToken ct)
    {
        var copy = (await KekExport.ReadAsync(file, ct)).Open(passphrase);
        await using var db = await contexts.CreateDbContextAsync(ct);
        var needed = await db
            .Keys.Where(k => k.State != KeyState.Destroyed)
            .Select(k => k.KekId)
            .Distinct()
            .ToListAsync(ct);
        // Where nobody lives yet, the file itself is all there is to compare with.
        foreach (var id in needed.Union(KekFile.List(folders.Keys), StringComparer.Ordinal))
            if (!copy.ContainsKey(id))
                throw new StartRefusedException(
                    $"La clé {id} manque dans cette copie : refaites keys export.",
                    $"The key {id} is missing from this copy: run keys export again."
                );
        var opened = 0;
        foreach (var id in needed)
            opened += await OpenSampleAsync(db, id, copy[id], ct);
        db.Add(KeyStoreNotes.New(KeyStoreNote.CopyVerified, string.Join(' ', needed), clock));
        await db.SaveChangesAsync(ct);
        return opened;
    }

    /// <summary>Puts back the key files that are missing here; one that is here and differs stops everything.</summary>
    /// <returns>The numbers that were put back.</returns>
    public async Task<IReadOnlyList<string>> ImportAsync(
        string file,
        string passphrase,
        CancellationToken ct
    )
    {
        var copy = (await KekExport.ReadAsync(file, ct)).Open(passphrase);
        var here = KekFile.List(folders.Keys);
        foreach (var id in here.Where(copy.ContainsKey))
            if (!CryptographicOperations.FixedTimeEquals(Bytes(id), copy[id]))
                throw new StartRefusedException(
                    $"{folders.Keys} contient une autre clé {id} que cette copie : rien n'a été modifié.",
                    $"{folders.Keys} holds another key {id} than this copy: nothing was changed."
                );
        var missing = copy.Keys.Except(here, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var written = new List<string>();
        foreach (var id in missing)
        {
            KekFile.Write(folders.Keys, KekFile.Id(KekFile.Number(id)), copy[id]);
            written.Add(id);
        }
        return written;
    }

    private static async Task<int> OpenSampleAsync(
        KeyDb db,
        string id,
        byte[] kek,
        CancellationToken ct
    )
    {
        using var pinned = new PinnedKey(kek);
        using var aes = KekCipher.Of(pinned);
        var rows = await db
            .Keys.AsNoTracking()
            .Where(k => k.KekId == id && k.State != KeyState.Destroyed)
            .Take(Sample)
            .ToListAsync(ct);
        try
        {
            foreach (var row in rows)
                KekCipher
                    .Unwrap(aes, new(row.OwnerId, row.Purpose, row.Version), row.Wrapped)
                    .Dispose();
        }
        catch (CryptographicException)
        {
            throw new StartRefusedException(
                $"La clé {id} de cette copie n'ouvre pas le coffre : refaites keys export.",
                $"The key {id} of this copy does not open the key store: run keys export again."
            );
        }
        return rows.Count;
    }

    private byte[] Bytes(string id)
    {
        using var key = KekFile.Read(folders.Keys, id);
        var bytes = new byte[PinnedKey.Size];
        key.CopyTo(bytes);
        return bytes;
    }
}
