using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Backups;

/// <summary>Where the two halves of a backup lie.</summary>
internal sealed record BackupMade(string Record, string Keys, Manifest Manifest);

/// <summary>Copies the record and then the key store into two different places, while writers run.</summary>
/// <remarks>The record first: every row that can be restored finds its key.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class BackUp(
    IDbContextFactory<KeyDb> contexts,
    RecordFolders folders,
    TimeProvider clock,
    IRecordCopies? copies = null
)
{
    /// <exception cref="StartRefusedException">A target is where it must not be, or the database is a server's.</exception>
    public async Task<BackupMade> RunAsync(
        string to,
        string keysTo,
        string contentRoot,
        CancellationToken ct
    )
    {
        if (copies is null)
            throw new StartRefusedException(
                "SQL Server fait ses propres sauvegardes : planifiez-les sur le serveur, les clés à part (voir infra/README.md).",
                "SQL Server makes its own backups: schedule them on the server, the keys apart (see infra/README.md)."
            );
        RequireApart(to, keysTo);
        folders.Check(contentRoot, to);
        folders.Check(contentRoot, keysTo);
        var stamp = Manifest.Stamp(clock);
        var (record, keys) = (NewFolder(to, "record-" + stamp), NewFolder(keysTo, "keys-" + stamp));
        var manifest = await CopyRecordAsync(record, copies, ct);
        RecordFolders.Create(keys);
        // Noted before it is copied: an erasure from now on reaches this copy too.
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            db.Add(KeyStoreNotes.New(KeyStoreNote.BackupAt, keys, clock));
            db.Add(KeyStoreNotes.New(KeyStoreNote.RecordBackupAt, record, clock));
            await db.SaveChangesAsync(ct);
        }
        await KeySet.RewriteAsync(keys, copies, clock, ct);
        return new BackupMade(record, keys, manifest);
    }

    private async Task<Manifest> CopyRecordAsync(
        string folder,
        IRecordCopies from,
        CancellationToken ct
    )
    {
        var partial = folder + ".partial";
        RecordFolders.Create(partial);
        var file = Path.Combine(partial, "record.db");
        await from.CopyRecordAsync(file, ct);
        var manifest = await Manifest.OfAsync(from, file, clock, ct);
        await manifest.WriteAsync(Path.Combine(partial, "manifest.json"), ct);
        Directory.Move(partial, folder);
        return manifest;
    }

    private void RequireApart(string to, string keysTo)
    {
        if (RecordFolders.Inside(to, keysTo) || RecordFolders.Inside(keysTo, to))
            throw new StartRefusedException(
                "Les clés doivent aller dans un autre endroit que le dossier (--to et --keys-to), sinon qui trouve l'un a l'autre.",
                "The keys must go to another place than the record (--to and --keys-to), else who finds one has the other."
            );
        if (
            RecordFolders.Inside(keysTo, folders.Record)
            || RecordFolders.Inside(to, folders.KeyStore)
        )
            throw new StartRefusedException(
                "Une sauvegarde ne va pas dans le dossier de l'autre moitié.",
                "A backup does not go into the folder of the other half."
            );
    }

    private static string NewFolder(string target, string name)
    {
        var folder = Path.Combine(Path.GetFullPath(target), name);
        return Directory.Exists(folder)
            ? throw new StartRefusedException(
                $"{folder} existe déjà : rien n'est jamais écrasé.",
                $"{folder} exists already: nothing is ever overwritten."
            )
            : folder;
    }
}
