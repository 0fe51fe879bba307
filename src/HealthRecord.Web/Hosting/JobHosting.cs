using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;

namespace HealthRecord.Web.Hosting;

/// <summary>Hangfire: in memory beside the embedded database, on SQL Server in production.</summary>
/// <remarks>
/// Hangfire is the clock and the worker; the tables are the truth. What memory forgets at a stop is found there at the
/// start. Its dashboard is for operators (<see cref="OperatorTasks"/>).
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
        // Hangfire would keep both in static fields, where a second product in the same process takes them over: jobs would
        // be given to the wrong one, or to one that is gone.
        builder.Services.AddSingleton<JobStorage>(_ => Storage(builder.Configuration));
        builder.Services.AddSingleton<JobActivator>(s => new AspNetCoreJobActivator(
            s.GetRequiredService<IServiceScopeFactory>()
        ));
        builder.Services.AddHangfire(jobs =>
            jobs.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
        );
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

    private static JobStorage Storage(IConfiguration configuration) =>
        configuration["Database:Provider"] == "SqlServer"
            ? new SqlServerStorage(
                configuration.GetConnectionString("SqlServer"),
                // Its tables come with the deployment, like ours.
                new SqlServerStorageOptions { PrepareSchemaIfNecessary = false }
            )
            : new InMemoryStorage(
                new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromHours(1) }
            );
}
