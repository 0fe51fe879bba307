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
    private readonly bool server;

    private RecordHost(ServiceProvider provider, FakeTimeProvider clock, string folder, bool server)
    {
        this.provider = provider;
        Clock = clock;
        Folder = folder;
        this.server = server;
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
        var clock = new FakeTimeProvider(Start);
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(clock);
        services.AddHealthRecordPlatform(configuration);
        var server = database == Database.SqlServer;
        if (server)
        {
            configuration["ConnectionStrings:SqlServer"] = new SqlConnectionStringBuilder(
                Database.Server
            )
            {
                InitialCatalog = "hr_" + Path.GetFileName(folder)[^8..],
            }.ConnectionString;
            services.AddSqlServerRecord(configuration);
        }
        else
        {
            services.AddSqliteRecord(configuration);
        }
        services.AddHealthRecordFeatures();
        with?.Invoke(services);
        var host = new RecordHost(services.BuildServiceProvider(), clock, folder, server);
        await host.Get<IRecordStore>().MigrateAsync(ct);
        await host.Services.PrepareRecordAsync(ct);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        if (server)
        {
            await DropAsync<HealthDb>();
            await DropAsync<KeyDb>();
        }
        await provider.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task DropAsync<TContext>()
        where TContext : DbContext
    {
        await using var db = await Get<IDbContextFactory<TContext>>().CreateDbContextAsync();
        await db.Database.EnsureDeletedAsync();
    }
}
