using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>Runs the upkeep at start and every hour. Two servers may: each step decides by the row it changes.</summary>
internal sealed partial class KeyUpkeepClock(
    KeyUpkeep upkeep,
    TimeProvider clock,
    ILogger<KeyUpkeepClock> log
) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await upkeep.RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The next hour tries again: everything here is resumable, and the server goes on meanwhile.
                LogFailed(e);
            }
        } while (await hours.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(2103, LogLevel.Error, "The hourly upkeep of the keys failed.")]
    private partial void LogFailed(Exception e);
}
