using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sending;

/// <summary>Sees to it that one worker at a time sends a letter, and that the outcome of each try is written down.</summary>
internal sealed class LetterLeases(HealthDbs dbs, ReminderMeter meter, TimeProvider clock)
{
    /// <summary>Longer than a mail server may take to answer.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(5);

    /// <summary>From this failure on the operator sees it among the failed tasks.</summary>
    public const int Visible = 3;

    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1),
        TimeSpan.FromHours(3),
        TimeSpan.FromHours(6),
    ];

    /// <summary>A reminder that is a week late reminds of nothing.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Null when it is not due, is done, or somebody else is at it.</summary>
    /// <remarks>What the operator sees as failed may be repeated at once, also when it was given up.</remarks>
    public async Task<ReminderLetter?> ClaimAsync(Guid letter, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var row = await db
            .ReminderLetters.AsNoTracking()
            .SingleOrDefaultAsync(
                l =>
                    l.Id == letter
                    && l.SentUtc == null
                    && (
                        l.NextTryUtc <= now
                        || (l.NextTryUtc != null && l.Tries >= Visible)
                        || l.GivenUpUtc != null
                    )
                    && (l.LeaseUntilUtc == null || l.LeaseUntilUtc <= now),
                ct
            );
        if (row is null)
            return null;
        var lease = Ids.New();
        var claimed = await db
            .ReminderLetters.Where(l => l.Id == letter && l.LeaseOwner == row.LeaseOwner)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(l => l.LeaseOwner, lease)
                        .SetProperty(l => l.LeaseUntilUtc, now + Length)
                        .SetProperty(l => l.NextTryUtc, row.NextTryUtc ?? now)
                        .SetProperty(l => l.GivenUpUtc, (DateTime?)null)
                        .SetProperty(l => l.Tries, row.Tries + 1),
                ct
            );
        if (claimed == 0)
            return null;
        if (row.LeaseUntilUtc is not null)
            meter.Repeated();
        (row.LeaseOwner, row.Tries) = (lease, row.Tries + 1);
        return row;
    }

    public Task SentAsync(ReminderLetter letter, CancellationToken ct)
    {
        meter.Sent();
        return EndAsync(letter, clock.GetUtcNow().UtcDateTime, null, null, ct);
    }

    /// <summary>There is nothing to tell any more.</summary>
    public Task DropAsync(ReminderLetter letter, CancellationToken ct) =>
        EndAsync(letter, null, null, null, ct);

    /// <summary>It may be sent from then on.</summary>
    public Task PutOffAsync(ReminderLetter letter, DateTime utc, CancellationToken ct) =>
        EndAsync(letter, null, utc, null, ct);

    /// <returns>Whether the operator is to see it.</returns>
    public async Task<bool> RefusedAsync(ReminderLetter letter, CancellationToken ct)
    {
        meter.Refused();
        var now = clock.GetUtcNow().UtcDateTime;
        var next = now + Waits[Math.Min(letter.Tries, Waits.Length) - 1];
        var isOver = next > letter.CreatedUtc + Life;
        if (isOver)
            meter.GivenUp();
        await EndAsync(letter, null, isOver ? null : next, isOver ? now : null, ct);
        return isOver || letter.Tries == Visible;
    }

    // Whoever lost the lease writes nothing.
    private async Task EndAsync(
        ReminderLetter letter,
        DateTime? sent,
        DateTime? next,
        DateTime? givenUp,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        await db
            .ReminderLetters.Where(l => l.Id == letter.Id && l.LeaseOwner == letter.LeaseOwner)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(l => l.SentUtc, sent)
                        .SetProperty(l => l.NextTryUtc, next)
                        .SetProperty(l => l.GivenUpUtc, givenUp)
                        .SetProperty(l => l.LeaseUntilUtc, (DateTime?)null),
                ct
            );
    }
}
