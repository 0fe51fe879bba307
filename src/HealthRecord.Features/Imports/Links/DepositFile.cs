using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Takes a file that somebody leaves at an address, and imports it with the rights of who made the address.</summary>
/// <remarks>An unknown, ended, revoked or powerless address gives one answer: whoever holds it learns nothing of anybody.</remarks>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class DepositFile(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    StartImport start,
    AppendUpload append,
    CancelImport cancel,
    TimeProvider clock
)
{
    public const int MostADay = 48;
    public const long LargestFile = 2L << 30;
    private const int SecretLength = 43;

    public async Task<Outcome<Done>> RunAsync(
        string secret,
        long length,
        Stream body,
        CancellationToken ct
    )
    {
        if (await FindAsync(secret, ct) is not var (link, actor))
            return ImportErrors.LinkNotFound;
        var person = new PersonId(link.PersonId);
        if ((await access.DomainsAsync(actor, person, ct)).Writable == RecordDomains.None)
            return ImportErrors.LinkNotFound;
        if (length <= 0)
            return ImportErrors.Empty;
        if (length > LargestFile)
            return ImportErrors.TooLarge(LargestFile);
        if (!await CountAsync(link.Id, ct))
            return ImportErrors.LinkUsedUp;

        var name = ReadUploadLinks.NameOf(await keys.GetAsync(link.PersonId, ct), link) ?? "-";
        var started = await start.RunAsync(actor, person, name, length, ct);
        if (started.Error is { } refusal)
            return refusal;
        return await TakeAsync(actor, started.Value.Run, length, body, ct);
    }

    private async Task<Outcome<Done>> TakeAsync(
        Actor actor,
        ImportId run,
        long length,
        Stream body,
        CancellationToken ct
    )
    {
        var kept = 0L;
        try
        {
            var taken = await append.RunAsync(actor, run, 0, body, ct);
            kept = taken.Error is null ? taken.Value : 0;
            return taken.Error is { } refusal ? refusal
                : kept < length ? ImportErrors.Empty
                : Done.Value;
        }
        finally
        {
            // Nobody goes on with half of it: the sender begins anew, and the half must not stand in its way.
            if (kept < length)
                await cancel.RunAsync(actor, run, CancellationToken.None);
        }
    }

    private async Task<(UploadLinkRow Link, Actor Actor)?> FindAsync(
        string secret,
        CancellationToken ct
    )
    {
        if (secret.Length != SecretLength)
            return null;
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var found = await (
            from l in db.UploadLinks
            where l.SecretHash == hash && l.RevokedUtc == null && now < l.ExpiresUtc
            join a in db.Users on l.AccountId equals a.Id
            select new { Link = l, a.OwnPersonId }
        ).FirstOrDefaultAsync(ct);
        return found is null
            ? null
            : (
                found.Link,
                new Actor(
                    new(found.Link.AccountId),
                    new(found.OwnPersonId),
                    Session: null,
                    Scope: null
                )
            );
    }

    /// <summary>False when the day is used up, or the address was revoked this moment.</summary>
    private async Task<bool> CountAsync(Guid link, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var today = now.Date;
        await using var db = await dbs.WriteAsync(ct);
        var open = db.UploadLinks.Where(l => l.Id == link && l.RevokedUtc == null);
        var counted = await open.Where(l => l.CountedDay == today && l.CountOfDay < MostADay)
            .ExecuteUpdateAsync(
                s =>
                    s.SetProperty(l => l.CountOfDay, l => l.CountOfDay + 1)
                        .SetProperty(l => l.LastUsedUtc, now),
                ct
            );
        if (counted == 1)
            return true;
        return await open.Where(l => l.CountedDay == null || l.CountedDay != today)
                .ExecuteUpdateAsync(
                    s =>
                        s.SetProperty(l => l.CountedDay, today)
                            .SetProperty(l => l.CountOfDay, 1)
                            .SetProperty(l => l.LastUsedUtc, now),
                    ct
                ) == 1;
    }
}
