using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Operations.Retention;

/// <summary>One line of what is kept how long.</summary>
/// <param name="What">A name for the report.</param>
/// <param name="Kept">How long after its end, use or last change.</param>
/// <param name="DeleteAsync">Deletes what ended at that time or before, and counts it.</param>
internal sealed record RetentionLine(
    string What,
    TimeSpan Kept,
    Func<HealthDb, DateTime, CancellationToken, Task<int>> DeleteAsync
);

/// <summary>How long everything is kept that is not the record itself: one table, one job, one report.</summary>
/// <remarks>Safe to run twice or on two machines: each line is one statement. Uploads are files: <see cref="ImportHousekeeping"/> has them.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed partial class KeepRetention(
    HealthDbs dbs,
    ErasePerson erase,
    TimeProvider clock,
    ILogger<KeepRetention> log
)
{
    private static readonly TimeSpan Unconfirmed = TimeSpan.FromDays(7);

    internal static IReadOnlyList<RetentionLine> Table { get; } =
    [
        new("sessions", TimeSpan.FromDays(30), SessionsAsync),
        new("mail tokens", TimeSpan.Zero, MailTokensAsync),
        new("drafts", Drafts.Kept, DraftsAsync),
        new("operations", AnsweredOperations.Kept, OperationsAsync),
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var line in Table)
        {
            await using var db = await dbs.WriteAsync(ct);
            var deleted = await line.DeleteAsync(db, now - line.Kept, ct);
            if (deleted > 0)
                LogDeleted(deleted, line.What, line.Kept);
        }
        await EraseUnconfirmedAsync(now, ct);
    }

    private static Task<int> SessionsAsync(HealthDb db, DateTime ended, CancellationToken ct)
    {
        var (absolute, idle) = (ended - SessionDefaults.Absolute, ended - SessionDefaults.Idle);
        var (staying, unused) = (
            ended - SessionDefaults.StayingAbsolute,
            ended - SessionDefaults.StayingIdle
        );
        return db
            .Sessions.Where(s =>
                s.EndedUtc <= ended
                || (!s.StaysSignedIn && (s.CreatedUtc <= absolute || s.LastSeenUtc <= idle))
                || (s.StaysSignedIn && (s.CreatedUtc <= staying || s.LastSeenUtc <= unused))
            )
            .ExecuteDeleteAsync(ct);
    }

    // Those of invitations stay for their whole day, used or not: how many there are is how many were sent.
    private static Task<int> MailTokensAsync(HealthDb db, DateTime expired, CancellationToken ct) =>
        db
            .MailTokens.Where(t =>
                t.ExpiresUtc <= expired
                || (t.UsedUtc != null && t.Purpose != MailTokenPurpose.Invitation)
            )
            .ExecuteDeleteAsync(ct);

    private static Task<int> DraftsAsync(HealthDb db, DateTime last, CancellationToken ct) =>
        db.Drafts.Where(d => d.UpdatedUtc <= last).ExecuteDeleteAsync(ct);

    private static Task<int> OperationsAsync(HealthDb db, DateTime last, CancellationToken ct) =>
        db.Operations.Where(o => o.CreatedUtc <= last).ExecuteDeleteAsync(ct);

    // Nobody ever followed the link: whoever typed the address, its owner may begin afresh.
    private async Task EraseUnconfirmedAsync(DateTime now, CancellationToken ct)
    {
        var oldest = now - Unconfirmed;
        List<Guid> persons;
        await using (var db = await dbs.ReadAsync(ct))
            persons = await db
                .Users.Where(a => !a.EmailConfirmed && a.CreatedUtc <= oldest)
                .Select(a => a.OwnPersonId)
                .ToListAsync(ct);
        var erased = 0;
        foreach (var person in persons)
            if (await EraseUnconfirmedAsync(person, ct))
                erased++;
        if (erased > 0)
            LogDeleted(erased, "unconfirmed accounts", Unconfirmed);
    }

    /// <summary>Erases an account that is unconfirmed still, when nobody can confirm it any more.</summary>
    /// <returns>False when somebody has followed the link meanwhile: nothing is taken from them.</returns>
    internal async Task<bool> EraseUnconfirmedAsync(Guid person, CancellationToken ct)
    {
        if (!await CloseAsync(person, ct))
            return false;
        await erase.RunAsync(new(person), ct);
        return true;
    }

    // Keys are gone for good, so what follows must not be overtaken: its links go first, in one transaction with the last
    // look. Whoever confirms takes their link before the account, in this same order: one of both waits for the other.
    private async Task<bool> CloseAsync(Guid person, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db
            .MailTokens.Where(t =>
                db.Users.Any(a => a.OwnPersonId == person && (Guid?)a.Id == t.AccountId)
            )
            .ExecuteDeleteAsync(ct);
        var open = await db
            .Users.Where(a => a.OwnPersonId == person && !a.EmailConfirmed)
            .ExecuteUpdateAsync(s => s.SetProperty(a => a.EmailConfirmed, false), ct);
        if (open == 0)
            return false;
        await transaction.CommitAsync(ct);
        return true;
    }

    [LoggerMessage(2202, LogLevel.Information, "Deleted {Count} {What} kept {Kept}.")]
    private partial void LogDeleted(int count, string what, TimeSpan kept);
}
