using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>
/// Lets the account, its person and those whom nobody else looks after be erased after a delay in which one may think
/// again and goes on signing in. Whoever sees one of the persons is told.
/// </summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class DeleteAccount(
    HealthDbs dbs,
    OwnPassword own,
    LastGuardian guardians,
    MailSecrets secrets,
    ErasureLetters letters,
    ErasureOptions options,
    TimeProvider clock
)
{
    /// <param name="named">Those whom the page named as going along: nobody goes who was not read out before.</param>
    /// <returns>When it happens. Asked again, the day stays the first one.</returns>
    public async Task<Outcome<DateTime>> RunAsync(
        Actor actor,
        string? password,
        IReadOnlyCollection<PersonId> named,
        Caller caller,
        CancellationToken ct
    )
    {
        if (await own.RefusalAsync(actor, password, caller, ct) is { } wrong)
            return wrong;
        var now = clock.GetUtcNow().UtcDateTime;
        var due = now + options.Delay;
        List<Reader> others;
        Reader self;
        string notMe;
        await using (var db = await dbs.WriteAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var account = await db.Users.SingleAsync(a => a.Id == actor.Account.Value, ct);
            if (account.EraseAfterUtc is { } already)
                return already;
            var alone = await guardians.LockAsync(db, actor.Account, ct);
            if (alone.Except(named).Any())
                return AccountErrors.OthersAlone;
            account.EraseAfterUtc = due;
            notMe = secrets.Add(db, account.Id, MailTokenPurpose.EndSessions);
            if (!await db.TrySaveAsync(ct))
                return AccountErrors.Changed;
            self = new Reader(account.Id, account.Email ?? "", account.Language);
            others = await OthersAsync(db, actor, alone, now, ct);
            await transaction.CommitAsync(ct);
        }
        letters.AccountAsked(self, due, notMe);
        others.ForEach(o => letters.OthersTold(o, due));
        return due;
    }

    internal static async Task<List<Reader>> OthersAsync(
        HealthDb db,
        Actor actor,
        IEnumerable<PersonId> alone,
        DateTime now,
        CancellationToken ct
    )
    {
        List<Guid> persons = [actor.OwnPerson.Value, .. alone.Select(p => p.Value)];
        var readers = await ErasureLetters.ReadersAsync(db, persons, now, ct);
        return readers.FindAll(r => r.Account != actor.Account.Value);
    }
}
