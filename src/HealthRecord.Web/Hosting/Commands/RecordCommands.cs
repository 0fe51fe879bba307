using HealthRecord.Domain;
using HealthRecord.Features.Operations.Backups;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Hosting.Commands;

/// <summary><c>erase</c>, <c>backup</c>, <c>restore</c>, <c>migrate</c></summary>
internal static class RecordCommands
{
    public static async Task<int> EraseAsync(CommandContext on, CancellationToken ct)
    {
        var person = Person(on.Line);
        await using var services = await on.OpenAsync(ct);
        await using (var db = await services.GetRequiredService<HealthDbs>().ReadAsync(ct))
            if (!await db.Persons.AnyAsync(p => p.Id == person.Value, ct))
                throw new StartRefusedException(
                    $"Il n'y a pas de personne {person}.",
                    $"There is no person {person}."
                );
        var erasure = await services.GetRequiredService<ErasePerson>().RunAsync(person, ct);
        on.Say(
            $"{person} est effacée : ses clés sont détruites, aucune sauvegarde ne s'ouvre plus pour elle.",
            $"{person} is erased: its keys are destroyed, no backup opens for it any more."
        );
        foreach (var alone in erasure.LeftAlone)
            on.Say(
                $"attention : plus personne ne gère {alone}.",
                $"attention: nobody manages {alone} any more."
            );
        return SayUnreachable(on, erasure.UnreachableCopies);
    }

    public static async Task<int> BackUpAsync(CommandContext on, CancellationToken ct)
    {
        var (to, keysTo) = (on.Line.Required("to"), on.Line.Required("keys-to"));
        await using var services = await on.OpenAsync(ct);
        var made = await services
            .GetRequiredService<BackUp>()
            .RunAsync(to, keysTo, AppContext.BaseDirectory, ct);
        on.Say(
            $"{made.Manifest.Tables.Sum(t => t.Rows)} lignes sauvegardées dans {made.Record}, les clés dans {made.Keys}.",
            $"{made.Manifest.Tables.Sum(t => t.Rows)} rows saved in {made.Record}, the keys in {made.Keys}."
        );
        on.Say(
            $"Pour restaurer : restore --from {made.Record} --keys-from {made.Keys}",
            $"To restore: restore --from {made.Record} --keys-from {made.Keys}"
        );
        return 0;
    }

    public static async Task<int> RestoreAsync(CommandContext on, CancellationToken ct)
    {
        var (from, keysFrom) = (on.Line.Required("from"), on.Line.Required("keys-from"));
        await using var services = on.Build();
        var files = services.GetRequiredService<RestoreFiles>();
        var (recordMade, keysMade) = await files.StageAsync(from, keysFrom, ct);
        try
        {
            await ProveAsync(on, files, ct);
        }
        catch
        {
            files.Discard();
            throw;
        }
        files.Accept();
        on.Say(
            $"Le dossier du {CommandContext.Day(recordMade)} est restauré dans {on.Folders.Record}.",
            $"The record of {CommandContext.Day(recordMade)} is restored in {on.Folders.Record}."
        );
        on.Say(
            $"Clés du {CommandContext.Day(keysMade)} : un effacement demandé depuis doit être refait (erase).",
            $"Keys of {CommandContext.Day(keysMade)}: an erasure asked for since then has to be done again (erase)."
        );
        return 0;
    }

    public static async Task<int> MigrateAsync(CommandContext on, CancellationToken ct)
    {
        await using var services = on.Build();
        on.Folders.Check(AppContext.BaseDirectory);
        await services.GetRequiredService<IRecordStore>().MigrateAsync(ct);
        await JobHosting.InstallTablesAsync(on.Configuration, ct);
        on.Say("Les deux bases sont à jour.", "Both databases are up to date.");
        return 0;
    }

    /// <summary>For a container without a shell: 0 when the server beside it answers.</summary>
    public static async Task<int> HealthyAsync(CommandContext on, CancellationToken ct)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(4) };
        try
        {
            using var answer = await http.GetAsync(new Uri(on.Line.Required("to")), ct);
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return 1;
        }
    }

    public static PersonId Person(CommandLine line) =>
        Guid.TryParse(line.Required("person"), out var id)
            ? new PersonId(id)
            : throw new StartRefusedException(
                $"{line.Required("person")} n'est pas le numéro d'une personne.",
                $"{line.Required("person")} is not the id of a person."
            );

    public static string ExistingFile(string file) =>
        File.Exists(file)
            ? file
            : throw new StartRefusedException($"{file} n'existe pas.", $"{file} does not exist.");

    /// <summary>Done, but not everywhere: the exit code says so too.</summary>
    public static int SayUnreachable(CommandContext on, IReadOnlyList<string> places)
    {
        foreach (var place in places)
            on.Say(
                $"inaccessible : {place} garde peut-être une copie des clés détruites. Supprimez-la.",
                $"out of reach: {place} may still hold a copy of the destroyed keys. Delete it."
            );
        return places.Count == 0 ? 0 : 3;
    }

    private static async Task ProveAsync(
        CommandContext on,
        RestoreFiles files,
        CancellationToken ct
    )
    {
        await using var staged = on.Build(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Data:Directory"] = files.StagedRecord,
                ["Sealing:StoreDirectory"] = files.StagedKeys,
            }
        );
        // Migrates what is older, asks for the key files and replays the ledger of erasures.
        await staged.PrepareRecordAsync(ct);
        var proof = await staged.GetRequiredService<ProveRestored>().RunAsync(ct);
        if (proof.Unreadable.Count > 0 && !on.Line.Has("accept-unreadable"))
            throw new StartRefusedException(
                $"{proof.Unreadable.Count} personne(s) ou foyer(s) ne s'ouvrent pas : {Ids(proof)}. Rien n'a été restauré (--accept-unreadable passe outre).",
                $"{proof.Unreadable.Count} person(s) or household(s) do not open: {Ids(proof)}. Nothing was restored (--accept-unreadable goes on)."
            );
        on.Say(
            $"{proof.Rows} lignes de {proof.Owners} personnes et foyers ont été ouvertes à l'essai.",
            $"{proof.Rows} rows of {proof.Owners} persons and households were opened as a sample."
        );
        await staged.GetRequiredService<IRecordCopies>().ReleaseAsync(ct);

        static string Ids(RestoreProof p) => string.Join(", ", p.Unreadable.Select(i => $"{i:N}"));
    }
}
