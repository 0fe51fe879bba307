using HealthRecord.Features.Operations.Backups;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>Mirrors of the key store: they follow the present and keep no history, so that a destroyed key is nowhere.</summary>
/// <remarks>
/// One folder beside the key store and one at <c>Sealing:MirrorDirectory</c>, the newest two files in each; after a
/// destruction only the new one, and the key halves of backups are written anew as well. On SQL Server the server does it.
/// </remarks>
internal sealed class KeyCopies(
    RecordFolders folders,
    IDbContextFactory<KeyDb> contexts,
    IConfiguration configuration,
    TimeProvider clock,
    IRecordCopies? copies = null
)
{
    private const int Kept = 2;

    public IReadOnlyList<string> Mirrors =>
        configuration["Sealing:MirrorDirectory"] is { Length: > 0 } second
            ? [folders.KeyStore + "-mirror", Path.GetFullPath(second)]
            : [folders.KeyStore + "-mirror"];

    /// <param name="destroyed">A key was destroyed: no older copy may stay.</param>
    /// <returns>Places that could not be reached: their copies still hold what was destroyed.</returns>
    public async Task<IReadOnlyList<string>> RewriteAsync(bool destroyed, CancellationToken ct)
    {
        if (copies is null)
            return [];
        var unreachable = new List<string>();
        foreach (var mirror in Mirrors)
            if (!await TryAsync(() => MirrorAsync(mirror, destroyed, ct)))
                unreachable.Add(mirror);
        // One that was out of reach at a destruction is tried every hour until it has followed.
        foreach (
            var place in await PlacesAsync(
                destroyed ? KeyStoreNote.BackupAt : KeyStoreNote.CopyBehind,
                ct
            )
        )
        {
            var followed = await TryAsync(() => KeySet.RewriteAsync(place, copies, clock, ct));
            if (!followed)
                unreachable.Add(place);
            await NoteAsync(place, followed, ct);
        }
        ForgetMigrationCopies(destroyed);
        return unreachable;
    }

    private async Task MirrorAsync(string folder, bool destroyed, CancellationToken ct)
    {
        RecordFolders.Create(folder);
        var name = $"keys-{clock.GetUtcNow():yyyyMMddHHmmssfff}-{Ids.New():N}.db";
        var partial = Path.Combine(folder, name + ".partial");
        await (copies?.CopyKeysAsync(partial, ct) ?? Task.CompletedTask);
        File.Move(partial, Path.Combine(folder, name));
        var files = Directory
            .GetFiles(folder, "keys-*")
            .OrderByDescending(f => f, StringComparer.Ordinal)
            .ToList();
        foreach (var old in files.Where(f => !f.EndsWith(name, StringComparison.Ordinal)))
            if (
                destroyed
                || files.IndexOf(old) >= Kept
                || old.EndsWith(".partial", StringComparison.Ordinal)
            )
                File.Delete(old);
    }

    // The copy that a migration made of the key store is a copy like the others.
    private void ForgetMigrationCopies(bool destroyed)
    {
        var oldest = clock.GetUtcNow().UtcDateTime - RetireKeks.CopyLife;
        foreach (var file in Directory.EnumerateFiles(folders.KeyStore, "before-*.db"))
            if (destroyed || File.GetLastWriteTimeUtc(file) < oldest)
                File.Delete(file);
    }

    private async Task NoteAsync(string place, bool followed, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var behind = db.Notes.Where(n => n.Name == KeyStoreNote.CopyBehind && n.Value == place);
        if (followed)
            await behind.ExecuteDeleteAsync(ct);
        else if (!await behind.AnyAsync(ct))
        {
            db.Add(KeyStoreNotes.New(KeyStoreNote.CopyBehind, place, clock));
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<List<string>> PlacesAsync(string note, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db
            .Notes.Where(n => n.Name == note)
            .Select(n => n.Value)
            .Distinct()
            .ToListAsync(ct);
    }

    private static async Task<bool> TryAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
