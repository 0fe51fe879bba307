using System.Globalization;
using HealthRecord.Data.Sqlite;
using HealthRecord.Data.SqlServer;
using HealthRecord.Features;
using HealthRecord.Features.Platform;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Web.Hosting.Commands;

/// <summary>What a command works with: its options, the record's services without the web, and where it speaks.</summary>
internal sealed class CommandContext(
    CommandLine line,
    IConfiguration configuration,
    TextWriter output,
    TextReader input,
    TimeProvider clock
)
{
    public CommandLine Line => line;

    public IConfiguration Configuration => configuration;

    public RecordFolders Folders { get; } = RecordFolders.From(configuration);

    /// <summary>French where the operator's system is, else English.</summary>
    public void Say(string french, string english) => output.WriteLine(French ? french : english);

    private static bool French { get; } =
        (Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LANG"))
            is { } language
            ? language.StartsWith("fr", StringComparison.OrdinalIgnoreCase)
            : CultureInfo.InstalledUICulture.TwoLetterISOLanguageName == "fr";

    public static string Day(DateTime utc) =>
        utc.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Never an argument: those are seen by every process of the machine.</summary>
    public string Passphrase() =>
        Environment.GetEnvironmentVariable("HEALTHRECORD_PASSPHRASE") is { Length: > 0 } set ? set
        : input.ReadLine() is { Length: > 0 } typed ? typed
        : throw new StartRefusedException(
            "La phrase secrète manque : donnez-la sur l'entrée standard ou dans HEALTHRECORD_PASSPHRASE.",
            "The passphrase is missing: give it on standard input or in HEALTHRECORD_PASSPHRASE."
        );

    /// <summary>The record's services, not prepared: nothing is opened yet.</summary>
    public ServiceProvider Build(IReadOnlyDictionary<string, string?>? instead = null)
    {
        var settings = new ConfigurationBuilder()
            .AddConfiguration(configuration)
            .AddInMemoryCollection(instead)
            .Build();
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddHealthRecordPlatform(settings);
        if (settings["Database:Provider"] == "SqlServer")
            services.AddSqlServerRecord(settings);
        else
            services.AddSqliteRecord(settings);
        services.AddHealthRecordFeatures();
        return services.BuildServiceProvider();
    }

    /// <summary>The record's services on a record that may be worked on.</summary>
    /// <exception cref="StartRefusedException">What the server would refuse to start with.</exception>
    public async Task<ServiceProvider> OpenAsync(CancellationToken ct)
    {
        var services = Build();
        try
        {
            if (
                services.GetService<IRecordCopies>() is not null
                && !File.Exists(Folders.RecordFile)
            )
                throw new StartRefusedException(
                    $"Il n'y a pas de dossier dans {Folders.Record}.",
                    $"There is no record in {Folders.Record}."
                );
            await services.PrepareRecordAsync(ct);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }
}
