using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Hosting.Commands;

/// <summary><c>keys …</c></summary>
internal static class KeyCommands
{
    public static async Task<int> ListAsync(CommandContext on, CancellationToken ct)
    {
        await using var services = await on.OpenAsync(ct);
        var wrapper = services.GetRequiredService<IKeyWrapper>();
        await using var db = await services
            .GetRequiredService<IDbContextFactory<KeyDb>>()
            .CreateDbContextAsync(ct);
        foreach (var id in wrapper.KekIds)
        {
            var wrapped = await db.Keys.CountAsync(
                k => k.KekId == id && k.State != KeyState.Destroyed,
                ct
            );
            var now = id == wrapper.CurrentKekId;
            on.Say(
                $"{id}  {(now ? "enveloppe les nouvelles clés" : "ouvre encore les anciennes")}  {wrapped} clé(s)",
                $"{id}  {(now ? "wraps new keys" : "still opens old ones")}  {wrapped} key(s)"
            );
        }
        var states = await db
            .Keys.Where(k => k.Purpose == KeyPurpose.Data)
            .GroupBy(k => k.State)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToListAsync(ct);
        foreach (var state in states.OrderBy(s => s.Key))
            on.Say(
                $"clés de données : {state.Count} {French(state.Key)}",
                $"data keys: {state.Count} {state.Key.ToString().ToLowerInvariant()}"
            );
        var verified = await db
            .Notes.Where(n => n.Name == KeyStoreNote.CopyVerified)
            .MaxAsync(n => (DateTime?)n.AtUtc, ct);
        on.Say(
            verified is { } day
                ? $"copie hors ligne vérifiée le {CommandContext.Day(day)}"
                : "aucune copie hors ligne n'a été vérifiée : keys export, puis keys verify",
            verified is { } at
                ? $"offline copy verified on {CommandContext.Day(at)}"
                : "no offline copy was verified: keys export, then keys verify"
        );
        return 0;
    }

    public static async Task<int> RotateAsync(CommandContext on, CancellationToken ct)
    {
        await using var services = await on.OpenAsync(ct);
        var id = await services.GetRequiredService<RotateKek>().RunAsync(ct);
        await services.GetRequiredService<KeyCopies>().RewriteAsync(destroyed: false, ct);
        on.Say(
            $"{id} enveloppe désormais toutes les clés. Faites-en une copie : keys export, puis keys verify.",
            $"{id} wraps every key now. Make a copy of it: keys export, then keys verify."
        );
        return 0;
    }

    public static async Task<int> RotateDataAsync(CommandContext on, CancellationToken ct)
    {
        var leaked = on.Line.Has("leaked");
        Guid? only = on.Line.Has("all") ? null : RecordCommands.Person(on.Line).Value;
        await using var services = await on.OpenAsync(ct);
        var rotate = services.GetRequiredService<RotateDataKeys>();
        var damaged = 0;
        var owners = only is { } one ? [one] : await rotate.OwnersAsync(ct);
        foreach (var owner in owners)
        {
            if (await rotate.RunAsync(owner, leaked, ct) is not { } left)
                throw new StartRefusedException(
                    $"La personne {owner:N} n'a pas de clé.",
                    $"The person {owner:N} has no key."
                );
            damaged += left;
        }
        var unreachable = await services
            .GetRequiredService<KeyCopies>()
            .RewriteAsync(destroyed: leaked, ct);
        on.Say(
            $"{owners.Count} clé(s) de données renouvelée(s).",
            $"{owners.Count} data key(s) renewed."
        );
        if (leaked)
            await SayDeadBackupsAsync(on, services, ct);
        else
            on.Say(
                "Les anciennes versions restent lisibles 35 jours, puis sont détruites.",
                "The old versions stay readable for 35 days and are then destroyed."
            );
        if (damaged > 0)
            on.Say(
                $"{damaged} ligne(s) endommagée(s) n'ont pas pu être relues et sont restées telles quelles.",
                $"{damaged} damaged row(s) could not be read and were left as they are."
            );
        return RecordCommands.SayUnreachable(on, unreachable) | (damaged > 0 ? 3 : 0);
    }

    public static async Task<int> RetireAsync(CommandContext on, CancellationToken ct)
    {
        await using var services = await on.OpenAsync(ct);
        var old = await services.GetRequiredService<RetireKeks>().RunAsync(ct);
        if (old.Count == 0)
            on.Say("Il n'y a pas d'ancienne clé.", "There is no old key.");
        foreach (var kek in old)
            if (kek.Destroyed)
                on.Say($"{kek.Id} est détruite.", $"{kek.Id} is destroyed.");
            else if (kek.FromUtc is { } from)
                on.Say(
                    $"{kek.Id} reste jusqu'au {CommandContext.Day(from)} : des copies du coffre peuvent en avoir besoin.",
                    $"{kek.Id} stays until {CommandContext.Day(from)}: copies of the key store may need it."
                );
            else
                on.Say(
                    $"{kek.Id} reste : des clés en ont besoin. Lancez keys rotate.",
                    $"{kek.Id} stays: keys need it. Run keys rotate."
                );
        return 0;
    }

    public static async Task<int> ExportAsync(CommandContext on, CancellationToken ct)
    {
        var file = on.Line.Required("to");
        await using var services = await on.OpenAsync(ct);
        var ids = await services
            .GetRequiredService<KeepKeks>()
            .ExportAsync(file, on.Passphrase(), ct);
        on.Say(
            $"{string.Join(", ", ids)} : copié dans {file}. Vérifiez-la : keys verify --from {file}",
            $"{string.Join(", ", ids)}: copied to {file}. Verify it: keys verify --from {file}"
        );
        return 0;
    }

    public static async Task<int> VerifyAsync(CommandContext on, CancellationToken ct)
    {
        var file = RecordCommands.ExistingFile(on.Line.Required("from"));
        await using var services = await on.OpenAsync(ct);
        var opened = await services
            .GetRequiredService<KeepKeks>()
            .VerifyAsync(file, on.Passphrase(), ct);
        on.Say(
            $"La copie ouvre le coffre : {opened} clé(s) essayée(s).",
            $"The copy opens the key store: {opened} key(s) tried."
        );
        return 0;
    }

    /// <summary>Before the record opens: this is what one does when it does not.</summary>
    public static async Task<int> ImportAsync(CommandContext on, CancellationToken ct)
    {
        var file = RecordCommands.ExistingFile(on.Line.Required("from"));
        await using var services = on.Build();
        var ids = await services
            .GetRequiredService<KeepKeks>()
            .ImportAsync(file, on.Passphrase(), ct);
        on.Say(
            ids.Count == 0
                ? "Aucune clé ne manquait."
                : $"{string.Join(", ", ids)} : remis en place.",
            ids.Count == 0 ? "No key was missing." : $"{string.Join(", ", ids)}: put back."
        );
        return 0;
    }

    private static async Task SayDeadBackupsAsync(
        CommandContext on,
        ServiceProvider services,
        CancellationToken ct
    )
    {
        await using var db = await services
            .GetRequiredService<IDbContextFactory<KeyDb>>()
            .CreateDbContextAsync(ct);
        var dead = await db
            .Notes.Where(n => n.Name == KeyStoreNote.RecordBackupAt)
            .OrderBy(n => n.AtUtc)
            .Select(n => new { n.Value, n.AtUtc })
            .ToListAsync(ct);
        on.Say(
            "Les anciennes versions sont détruites. Faites une nouvelle sauvegarde maintenant.",
            "The old versions are destroyed. Make a new backup now."
        );
        foreach (var backup in dead)
            on.Say(
                $"illisible désormais pour ces personnes : {backup.Value} ({CommandContext.Day(backup.AtUtc)})",
                $"unreadable from now on for these persons: {backup.Value} ({CommandContext.Day(backup.AtUtc)})"
            );
    }

    private static string French(KeyState state) =>
        state switch
        {
            KeyState.New => "nouvelles",
            KeyState.Current => "actuelles",
            KeyState.Readable => "encore lisibles",
            KeyState.Closing => "en fermeture",
            _ => "détruites",
        };
}
