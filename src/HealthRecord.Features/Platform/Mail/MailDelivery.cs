using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Sends what lies in the outbox, and tries again when the mail server is away.</summary>
internal sealed class MailDelivery(
    Outbox outbox,
    IMailSender sender,
    TimeProvider clock,
    ILogger<MailDelivery> log
) : BackgroundService
{
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(3),
        TimeSpan.FromMinutes(15),
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var letter in outbox.ReadAsync(stoppingToken))
                await DeliverAsync(letter, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest is tried once more while stopping.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested && outbox.TryRead(out var letter))
        {
            await TryAsync(letter, cancellationToken);
            outbox.Delivered();
        }
    }

    private async Task DeliverAsync(Letter letter, CancellationToken ct)
    {
        try
        {
            foreach (var pause in Pauses)
            {
                if (await TryAsync(letter, ct))
                    return;
                await Task.Delay(pause, clock, ct);
            }
            if (!await TryAsync(letter, ct))
                log.LogError("A mail was given up after {Tries} tries.", Pauses.Length + 1);
        }
        finally
        {
            outbox.Delivered();
        }
    }

    private async Task<bool> TryAsync(Letter letter, CancellationToken ct)
    {
        try
        {
            await sender.SendAsync(letter, ct);
            return true;
        }
        catch (MailRefusedException e)
        {
            // The type only: the text of the other side may quote the address.
            log.LogWarning("A mail did not leave: {Fault}", e.InnerException?.GetType().Name);
            return false;
        }
    }
}
