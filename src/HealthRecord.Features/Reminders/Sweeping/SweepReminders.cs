using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Sending;

namespace HealthRecord.Features.Reminders.Sweeping;

/// <summary>What happens every minute: look at who is due, write the letters whose hour has come, hand them to the workers.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class SweepReminders(LookAtDue look, WriteLetters write, SendQueue queue)
{
    private int running;

    public async Task RunAsync(CancellationToken ct)
    {
        // A long one, after a new programme, is not started a second time on the same machine.
        if (Interlocked.Exchange(ref running, 1) == 1)
            return;
        try
        {
            await look.RunAsync(ct);
            await write.RunAsync(ct);
            await queue.EnqueueDueAsync(ct);
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }
}
