using Hangfire;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sending;

/// <summary>Hands letters to the workers. The argument is an id and nothing else.</summary>
internal sealed class SendQueue(HealthDbs dbs, IBackgroundJobClient jobs, TimeProvider clock)
{
    private const int AtOnce = 500;

    /// <summary>Those whose time has come and whom nobody is sending: also what an earlier process left.</summary>
    public async Task EnqueueDueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var due = await db
            .ReminderLetters.Where(l =>
                l.NextTryUtc <= now && (l.LeaseUntilUtc == null || l.LeaseUntilUtc <= now)
            )
            .OrderBy(l => l.NextTryUtc)
            .Select(l => l.Id)
            .Take(AtOnce)
            .ToListAsync(ct);
        foreach (var letter in due)
            jobs.Enqueue<SendReminder>(job => job.RunAsync(letter, CancellationToken.None));
    }
}
