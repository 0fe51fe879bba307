using HealthRecord.Data.Sqlite;
using HealthRecord.Data.SqlServer;
using HealthRecord.Features;
using HealthRecord.Features.Platform;
using HealthRecord.Features.Platform.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace HealthRecord.TestKit;

/// <summary>The product's services on a database of their own, without the web: what tests of use cases run on.</summary>
public sealed class RecordHost : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private readonly IConfigurationRoot configuration;
    private readonly Database database;
    private readonly bool owns;

    private RecordHost(
        ServiceProvider provider,
        FakeTimeProvider clock,
        string folder,
        IConfigurationRoot configuration,
        Database database,
        bool owns
    )
    {
        this.provider = provider;
        Clock = clock;
        Folder = folder;
        this.configuration = configuration;
        this.database = database;
        this.owns = owns;
    }

    public static DateTimeOffset Start { get; } = new(2026, 11, 25, 9, 30, 0, TimeSpan.Zero);

    public IServiceProvider Services => provider;

    public FakeTimeProvider Clock { get; }

    /// <summary>Everything of this host lies in here, and goes with it.</summary>
    public string Folder { get; }

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public static async Task<RecordHost> OpenAsync(
        Database database,
        Action<IServiceCollection>? with = null,
        IReadOnlyDictionary<string, string?>? settings = null,
        CancellationToken ct = default
    )
    {
        var folder = Directory.CreateTempSubdirectory("healthrecord-test-").FullName;
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    ["Data:Directory"] = Path.Combine(folder, "record"),
                    ["Sealing:StoreDirectory"] = Path.Combine(folder, "keystore"),
                    ["Sealing:KeyDirectory"] = Path.Combine(folder, "keys"),
                }
            )
            .AddInMemoryCollection(settings)
            .Build();
        if (database == Database.SqlServer)
            configuration["ConnectionStrings:SqlServer"] = new SqlConnectionStringBuilder(
                Database.Server
            )
            {
                InitialCatalog = "hr_" + Path.GetFileName(folder)[^8..],
            }.ConnectionString;
        var clock = new FakeTimeProvider(Start);
        var host = Build(clock, folder, configuration, database, owns: true, with);
        await host.Get<IRecordStore>().MigrateAsync(ct);
        await host.Services.PrepareRecordAsync(ct);
        return host;
    }

    /// <summary>Another process on the same record: a restarted server, or an operator's command beside it.</summary>
    public async Task<RecordHost> AgainAsync(
        Action<IServiceCollection>? with = null,
        CancellationToken ct = default,
        IReadOnlyDictionary<string, string?>? settings = null
    )
    {
        var other = new ConfigurationBuilder()
            .AddConfiguration(configuration)
            .AddInMemoryCollection(settings)
            .Build();
        var host = Build(Clock, Folder, other, database, owns: false, with);
        try
        {
            await host.Services.PrepareRecordAsync(ct);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (owns && database == Database.SqlServer)
        {
            await DropAsync<HealthDb>();
            await DropAsync<KeyDb>();
        }
        var pools = SqlitePools.Of(provider);
        await provider.DisposeAsync();
        SqlitePools.Clear(pools);
        if (owns)
            Directory.Delete(Folder, recursive: true);
    }

    private static RecordHost Build(
        FakeTimeProvider clock,
        string folder,
        IConfigurationRoot configuration,
        Database database,
        bool owns,
        Action<IServiceCollection>? with
    )
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddHealthRecordPlatform(configuration);
        if (database == Database.SqlServer)
            services.AddSqlServerRecord(configuration);
        else
            services.AddSqliteRecord(configuration);
        services.AddHealthRecordFeatures();
        with?.Invoke(services);
        return new(services.BuildServiceProvider(), clock, folder, configuration, database, owns);
    }

    private async Task DropAsync<TContext>()
        where TContext : DbContext
    {
        await using var db = await Get<IDbContextFactory<TContext>>().CreateDbContextAsync();
        await db.Database.EnsureDeletedAsync();
    }
}
