using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthRecord.Features.Operations.Health;

/// <summary>What <c>/health/ready</c> asks of the record: red means do not send anybody here, yellow means see to it.</summary>
internal static class RecordChecks
{
    public static void AddRecordChecks(this IServiceCollection services) =>
        services
            .AddHealthChecks()
            .AddDbContextCheck<HealthDb>("database")
            .AddCheck<KeyStoreCheck>("key store")
            .Add(
                new HealthCheckRegistration(
                    "clock",
                    s => new ClockCheck(
                        s.GetRequiredService<IRecordStore>().UtcNowAsync,
                        s.GetRequiredService<TimeProvider>()
                    ),
                    failureStatus: null,
                    tags: null
                )
            )
            .AddCheck<DiskCheck>("disk")
            .AddCheck<KeyCopyCheck>("key copy");
}

/// <summary>The key store answers, and every key-encryption key it needs is here.</summary>
internal sealed class KeyStoreCheck(IDbContextFactory<KeyDb> contexts, IKeyWrapper wrapper)
    : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var needed = await db
            .Keys.Where(k => k.State != KeyState.Destroyed)
            .Select(k => k.KekId)
            .Distinct()
            .ToListAsync(cancellationToken);
        return needed.Except(wrapper.KekIds, StringComparer.Ordinal).FirstOrDefault() is { } missing
            ? HealthCheckResult.Unhealthy($"{missing} is missing")
            : HealthCheckResult.Healthy();
    }
}

/// <summary>This machine and the database agree on the time within 2 s: leases, sessions and due times are compared by both.</summary>
internal sealed class ClockCheck(
    Func<CancellationToken, Task<DateTime?>> databaseClock,
    TimeProvider clock
) : IHealthCheck
{
    public static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var asked = clock.GetUtcNow().UtcDateTime;
        if (await databaseClock(cancellationToken) is not { } there)
            return HealthCheckResult.Healthy();
        // It was read somewhere between the question and the answer.
        var answered = clock.GetUtcNow().UtcDateTime;
        var apart =
            there < asked ? asked - there
            : there > answered ? there - answered
            : TimeSpan.Zero;
        return apart <= Most
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"{apart.TotalSeconds:0.0} s from the database's clock");
    }
}

/// <summary>More than 5 % of the disk of the record and of the key store is free.</summary>
internal sealed class DiskCheck(RecordFolders folders) : IHealthCheck
{
    private const double Least = 0.05;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        foreach (var folder in new[] { folders.Record, folders.KeyStore }.Where(Directory.Exists))
        {
            var disk = new DriveInfo(folder);
            if (disk.AvailableFreeSpace < Least * disk.TotalSize)
                return Task.FromResult(
                    HealthCheckResult.Degraded($"{folder} has less than 5 % free")
                );
        }
        return Task.FromResult(HealthCheckResult.Healthy());
    }
}

/// <summary>An offline copy of the key-encryption keys was proven in the last 180 days.</summary>
internal sealed class KeyCopyCheck(IDbContextFactory<KeyDb> contexts, TimeProvider clock)
    : IHealthCheck
{
    public static readonly TimeSpan Trusted = TimeSpan.FromDays(180);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var since = clock.GetUtcNow().UtcDateTime - Trusted;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Notes.AnyAsync(
            n => n.Name == KeyStoreNote.CopyVerified && n.AtUtc > since,
            cancellationToken
        )
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("no copy of the keys was verified in the last 180 days");
    }
}
