using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace HealthRecord.Features.Operations.Erasing;

/// <summary>Erases whoever waited long enough, and says so to those who were told before.</summary>
/// <remarks>
/// Nothing is taken back once it is due, so no cancellation runs against it. Run twice or on two machines, each erasure
/// and its letters happen once: the ledger's row decides.
/// </remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed partial class EraseDue(
    HealthDbs dbs,
    LastGuardian guardians,
    ErasePerson erase,
    SessionStore sessions,
    ErasureLetters letters,
    TimeProvider clock,
    ILogger<EraseDue> log
)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        List<Account> accounts;
        List<Guid> persons;
        await using (var db = await dbs.ReadAsync(ct))
        {
            accounts = await db
                .Users.Where(a => a.EraseAfterUtc <= now)
                .OrderBy(a => a.EraseAfterUtc)
                .ToListAsync(ct);
            persons = await db
                .Persons.Where(p =>
                    p.EraseAfterUtc <= now && !db.Users.Any(a => a.OwnPersonId == p.Id)
                )
                .Select(p => p.Id)
                .ToListAsync(ct);
        }
        foreach (var account in accounts)
            await TryAsync(account.OwnPersonId, () => EraseAccountAsync(account, now, ct));
        foreach (var person in persons)
            await TryAsync(person, () => ErasePersonAsync(person, [], now, ct));
    }

    private async Task EraseAccountAsync(Account account, DateTime now, CancellationToken ct)
    {
        await sessions.EndAsync(new AccountId(account.Id), only: null, except: null, ct);
        // Asked anew: whoever found another guardian meanwhile stays, and nobody stays whom no one could open.
        foreach (var ward in await guardians.LeftByAsync(new(account.Id), ct))
            await ErasePersonAsync(ward.Value, [account.Id], now, ct);
        var own = new Reader(account.Id, account.Email ?? "", account.Language);
        var others = await ReadersAsync(account.OwnPersonId, [account.Id], now, ct);
        await erase.RunAsync(
            new(account.OwnPersonId),
            ct,
            () =>
            {
                letters.AccountErased(own, now);
                others.ForEach(o => letters.PersonErased(o, now));
            }
        );
    }

    private async Task ErasePersonAsync(
        Guid person,
        Guid[] except,
        DateTime now,
        CancellationToken ct
    )
    {
        var readers = await ReadersAsync(person, except, now, ct);
        await erase.RunAsync(
            new(person),
            ct,
            () => readers.ForEach(r => letters.PersonErased(r, now))
        );
    }

    private async Task<List<Reader>> ReadersAsync(
        Guid person,
        Guid[] except,
        DateTime now,
        CancellationToken ct
    )
    {
        await using var db = await dbs.ReadAsync(ct);
        var readers = await ErasureLetters.ReadersAsync(db, [person], now, ct);
        return readers.FindAll(r => !except.Contains(r.Account));
    }

    // One that fails must not keep the others' word from being kept; the next run tries it again.
    private async Task TryAsync(Guid person, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, person);
        }
    }

    [LoggerMessage(2201, LogLevel.Error, "The erasure of {Person} that is due failed.")]
    private partial void LogFailed(Exception e, Guid person);
}
