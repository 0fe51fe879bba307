using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;

namespace HealthRecord.Web.Hosting;

/// <summary>Hangfire: in memory beside the embedded database, on SQL Server in production.</summary>
/// <remarks>
/// Hangfire is the clock and the worker; the tables are the truth. What memory forgets at a stop is found there at the
/// start. There is no dashboard: nothing of it stands on the public port.
/// </remarks>
internal static class JobHosting
{
    /// <summary>An import takes every core while it merges: more at once would only make each of them slower.</summary>
    private const int Workers = 2;

    /// <summary>Hangfire's own tables, in the same deploy step as ours. Harmless when repeated.</summary>
    public static async Task InstallTablesAsync(IConfiguration configuration, CancellationToken ct)
    {
        if (configuration["Database:Provider"] != "SqlServer")
            return;
        await using var connection = new SqlConnection(
            configuration.GetConnectionString("SqlServer")
        );
        await connection.OpenAsync(ct);
        SqlServerObjectsInstaller.Install(connection, schema: null, enableHeavyMigrations: true);
    }

    public static void AddJobs(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddHangfire(jobs =>
        {
            jobs.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings();
            if (configuration["Database:Provider"] == "SqlServer")
                jobs.UseSqlServerStorage(
                    configuration.GetConnectionString("SqlServer"),
                    // Its tables come with the deployment, like ours.
                    new SqlServerStorageOptions { PrepareSchemaIfNecessary = false }
                );
            else
                jobs.UseInMemoryStorage(
                    new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) }
                );
        });
        builder.Services.AddHangfireServer(server =>
        {
            server.WorkerCount = Workers;
            server.ServerTimeout = TimeSpan.FromMinutes(2);
            server.SchedulePollingInterval = TimeSpan.FromSeconds(5);
            // A job hears of the stop at once and ends at its next lease point.
            server.StopTimeout = TimeSpan.FromSeconds(5);
            server.ShutdownTimeout = TimeSpan.FromSeconds(20);
        });
        builder.Services.AddHostedService<RecurringJobs>();
    }
}
