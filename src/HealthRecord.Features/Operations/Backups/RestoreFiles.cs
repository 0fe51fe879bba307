using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Operations.Backups;

/// <summary>Brings a verified backup beside its place, and, once it is proven there, into it.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class RestoreFiles(RecordFolders folders, IRecordCopies? copies = null)
{
    public string StagedRecord => folders.Record + ".restoring";

    public string StagedKeys => folders.KeyStore + ".restoring";

    /// <returns>When the record and the keys were copied.</returns>
    /// <exception cref="StartRefusedException">Something lives here already, or the backup is not to be trusted.</exception>
    public async Task<(DateTime Record, DateTime Keys)> StageAsync(
        string from,
        string keysFrom,
        CancellationToken ct
    )
    {
        if (copies is null)
            throw new StartRefusedException(
                "SQL Server restaure ses propres sauvegardes ; le registre des effacements est rejoué au démarrage.",
                "SQL Server restores its own backups; the ledger of erasures is replayed at the next start."
            );
        RequireEmpty(folders.Record);
        RequireEmpty(folders.KeyStore);
        var record = await Manifest.ReadAsync(Path.Combine(from, "manifest.json"), ct);
        var newest =
            KeySet.Newest(keysFrom)
            ?? throw new StartRefusedException(
                $"{keysFrom} ne contient pas de copie du coffre des clés.",
                $"{keysFrom} holds no copy of the key store."
            );
        var keys = await Manifest.ReadAsync(newest, ct);
        if (!copies.Knows(record.Schema, keys.Schema))
            throw new StartRefusedException(
                $"Cette sauvegarde vient d'une version plus récente du programme ({record.Program}) : installez cette version.",
                $"This backup comes from a newer version of the program ({record.Program}): install that version."
            );
        // What a restore that was stopped left behind is its own.
        Discard();
        await CopyAsync(Path.Combine(from, "record.db"), StagedRecord, "record.db", record, ct);
        await CopyAsync(Path.ChangeExtension(newest, ".db"), StagedKeys, "keys.db", keys, ct);
        return (record.MadeUtc, keys.MadeUtc);
    }

    /// <summary>The record moves first: stopped in between, a start finds rows without keys and refuses.</summary>
    public void Accept()
    {
        Replace(StagedRecord, folders.Record);
        Replace(StagedKeys, folders.KeyStore);
    }

    public void Discard()
    {
        foreach (var staged in new[] { StagedRecord, StagedKeys })
            if (Directory.Exists(staged))
                Directory.Delete(staged, recursive: true);
    }

    // The copy is proven, not the original: what was read is what is used.
    private async Task CopyAsync(
        string file,
        string to,
        string name,
        Manifest manifest,
        CancellationToken ct
    )
    {
        RecordFolders.Create(to);
        var target = Path.Combine(to, name);
        try
        {
            File.Copy(file, target);
        }
        catch (FileNotFoundException)
        {
            throw new StartRefusedException($"{file} manque.", $"{file} is missing.");
        }
        if (copies is not null)
            await manifest.RequireAsync(copies, target, ct);
    }

    private static void Replace(string staged, string place)
    {
        if (Directory.Exists(place))
            Directory.Delete(place);
        Directory.Move(staged, place);
    }

    private static void RequireEmpty(string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new StartRefusedException(
                $"{folder} n'est pas vide : une restauration n'écrase rien. Déplacez d'abord ce qui s'y trouve.",
                $"{folder} is not empty: a restore overwrites nothing. Move what is in it first."
            );
    }
}
