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

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        outbox.TakeUp();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var posted in outbox.ReadAsync(stoppingToken))
                await DeliverAsync(posted, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The rest is tried once more while stopping; what still stays lies on the disk for the next start.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        while (!cancellationToken.IsCancellationRequested && outbox.TryRead(out var posted))
            outbox.Done(posted, await TryAsync(posted.Letter, cancellationToken));
    }

    private async Task DeliverAsync(PostedLetter posted, CancellationToken ct)
    {
        var left = false;
        try
        {
            foreach (var pause in Pauses)
            {
                if (left = await TryAsync(posted.Letter, ct))
                    return;
                await Task.Delay(pause, clock, ct);
            }
            left = await TryAsync(posted.Letter, ct);
            if (!left)
                log.LogError(
                    "A mail was put aside after {Tries} tries; the next start tries again.",
                    Pauses.Length + 1
                );
        }
        finally
        {
            outbox.Done(posted, left);
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
