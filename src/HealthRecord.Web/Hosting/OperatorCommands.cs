using HealthRecord.Features.Platform.Data;
using HealthRecord.Web.Hosting.Commands;

namespace HealthRecord.Web.Hosting;

/// <summary>What an operator runs beside the server: <c>keys</c>, <c>backup</c>, <c>restore</c>, <c>erase</c>, <c>migrate</c>, <c>programme</c>.</summary>
/// <remarks>Exit codes: 0 done, 1 refused and nothing changed, 2 not understood, 3 done with something left to do.</remarks>
internal static class OperatorCommands
{
    private delegate Task<int> Command(CommandContext on, CancellationToken ct);

    private static readonly Dictionary<string, Command> Commands = new(StringComparer.Ordinal)
    {
        ["keys list"] = KeyCommands.ListAsync,
        ["keys rotate"] = KeyCommands.RotateAsync,
        ["keys rotate-data"] = KeyCommands.RotateDataAsync,
        ["keys retire"] = KeyCommands.RetireAsync,
        ["keys export"] = KeyCommands.ExportAsync,
        ["keys verify"] = KeyCommands.VerifyAsync,
        ["keys import"] = KeyCommands.ImportAsync,
        ["erase"] = RecordCommands.EraseAsync,
        ["backup"] = RecordCommands.BackUpAsync,
        ["restore"] = RecordCommands.RestoreAsync,
        ["migrate"] = RecordCommands.MigrateAsync,
        ["programme list"] = ProgrammeCommands.ListAsync,
        ["programme load"] = ProgrammeCommands.LoadAsync,
        ["programme shipped"] = ProgrammeCommands.ShippedAsync,
        ["programme on"] = ProgrammeCommands.OnAsync,
        ["programme off"] = ProgrammeCommands.OffAsync,
        ["healthy"] = RecordCommands.HealthyAsync,
        ["help"] = HelpAsync,
    };

    /// <summary>The exit code when the arguments name a command, else null.</summary>
    public static async Task<int?> TryRunAsync(string[] args) =>
        args.Any(a => a is "--help" or "-h") ? await RunAsync(["help"])
        : args is [var first, ..] && !first.StartsWith('-') ? await RunAsync(args)
        : null;

    /// <summary>The two sentences of a refusal, without a stack trace.</summary>
    public static int Refuse(StartRefusedException refusal, TextWriter? errors = null)
    {
        (errors ?? Console.Error).WriteLine(refusal.Message);
        return 1;
    }

    internal static async Task<int> RunAsync(
        string[] args,
        TextWriter? output = null,
        TextWriter? errors = null,
        TextReader? input = null,
        TimeProvider? clock = null,
        CancellationToken ct = default
    )
    {
        errors ??= Console.Error;
        var line = CommandLine.Parse(args);
        var on = new CommandContext(
            line,
            Configuration(line),
            output ?? Console.Out,
            input ?? Console.In,
            clock ?? TimeProvider.System
        );
        if (
            !Commands.TryGetValue(string.Join(' ', line.Words), out var command)
            || line.Unknown is not null
        )
        {
            errors.WriteLine(
                $"Commande inconnue : {string.Join(' ', args)}. Essayez help.\nUnknown command: {string.Join(' ', args)}. Try help."
            );
            return 2;
        }
        try
        {
            return await command(on, ct);
        }
        catch (MissingOptionException missing)
        {
            errors.WriteLine(
                $"L'option {missing.Option} manque.\nThe option {missing.Option} is missing."
            );
            return 2;
        }
        catch (StartRefusedException refusal)
        {
            return Refuse(refusal, errors);
        }
    }

    // What the server reads, in the same order.
    private static IConfiguration Configuration(CommandLine line)
    {
        var environment =
            Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
            ?? "Production";
        return new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: true)
            .AddJsonFile($"appsettings.{environment}.json", optional: true)
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables()
            .AddCommandLine([.. line.Configuration])
            .Build();
    }

    private static Task<int> HelpAsync(CommandContext on, CancellationToken ct)
    {
        on.Say(
            """
            HealthRecord                         démarre le serveur (--demo : une famille inventée)

            keys list                            les clés et leur état
            keys rotate                          nouvelle clé maîtresse, le coffre est réenveloppé
            keys rotate-data --person ID|--all   nouvelle clé de données, les lignes sont rescellées
                             [--leaked]          l'ancienne est détruite aussitôt
            keys retire                          détruit les clés maîtresses dont plus rien n'a besoin
            keys export --to FICHIER             copie des clés maîtresses sous une phrase secrète
            keys verify --from FICHIER           prouve que la copie ouvre le coffre
            keys import --from FICHIER           remet les clés manquantes en place
            erase --person ID                    efface une personne, sauvegardes comprises
            backup --to DOSSIER --keys-to AUTRE  sauvegarde pendant que le serveur tourne
            restore --from DOSSIER --keys-from AUTRE
                                                 restaure dans des dossiers vides
            migrate                              met les bases au schéma de ce programme
            programme list                       le programme de prévention et ses lignes non confirmées
            programme load --from FICHIER        met un fichier de règles en vigueur, ou le refuse en entier
            programme shipped                    revient au programme livré
            programme on|off --line LIGNE        fait parler une ligne non confirmée, ou la fait taire
            healthy --to ADRESSE                 0 si le serveur répond à cette adresse

            La phrase secrète se lit sur l'entrée standard ou dans HEALTHRECORD_PASSPHRASE.
            Codes de sortie : 0 fait, 1 refusé sans rien changer, 2 incompris, 3 fait en partie.
            """,
            """
            HealthRecord                         starts the server (--demo: an invented family)

            keys list                            the keys and their state
            keys rotate                          new master key, the key store is wrapped anew
            keys rotate-data --person ID|--all   new data key, the rows are sealed anew
                             [--leaked]          the old one is destroyed at once
            keys retire                          destroys master keys that nothing needs any more
            keys export --to FILE                copy of the master keys under a passphrase
            keys verify --from FILE              proves that the copy opens the key store
            keys import --from FILE              puts missing keys back
            erase --person ID                    erases a person, backups included
            backup --to DIR --keys-to OTHER      saves while the server runs
            restore --from DIR --keys-from OTHER
                                                 restores into empty folders
            migrate                              brings the databases to this program's schema
            programme list                       the prevention programme and its unconfirmed lines
            programme load --from FILE           puts a rule file in force, or refuses it whole
            programme shipped                    goes back to the shipped programme
            programme on|off --line LINE         lets an unconfirmed line speak, or silences it
            healthy --to ADDRESS                 0 when the server answers there

            The passphrase is read from standard input or from HEALTHRECORD_PASSPHRASE.
            Exit codes: 0 done, 1 refused and nothing changed, 2 not understood, 3 partly done.
            """
        );
        return Task.FromResult(0);
    }
}
