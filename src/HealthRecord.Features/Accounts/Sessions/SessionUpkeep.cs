using HealthRecord.Features.Accounts.Tokens;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>Writes down in the background when sessions and tokens were last used.</summary>
internal sealed class SessionUpkeep(
    SessionStore sessions,
    TokenStore tokens,
    TimeProvider clock,
    ILogger<SessionUpkeep> log
) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await Next(timer, stoppingToken))
            await FlushAsync(stoppingToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(cancellationToken);
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task FlushAsync(CancellationToken ct)
    {
        try
        {
            await sessions.FlushAsync(ct);
            await tokens.FlushAsync(ct);
        }
        catch (Exception e)
            when (e is not OperationCanceledException and not ObjectDisposedException)
        {
            // A full disk or a locked file: what was seen stays noted in memory and is written with the next round.
            log.LogWarning(
                "When sessions were last seen could not be written: {Fault}",
                e.GetType().Name
            );
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The host is stopping, or has stopped and taken its database along.
            log.LogInformation("Stopped before the last round was written.");
        }
    }
}
