using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Makes an address at which files for one person can be left. The answer is shown once; afterwards only its hash exists.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class CreateUploadLink(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    TimeProvider clock
)
{
    public const int MostLinks = 20;
    public static readonly IReadOnlyList<int> Days = [30, 90, 365];

    /// <returns>The secret that stands in the address.</returns>
    public async Task<Outcome<string>> RunAsync(
        Actor actor,
        PersonId person,
        string? name,
        int days,
        CancellationToken ct
    )
    {
        var reach = await access.DomainsAsync(actor, person, ct);
        if (reach.Readable == RecordDomains.None && reach.Writable == RecordDomains.None)
            return ImportErrors.NotFound;
        // A token that could make an address would outlive itself.
        if (reach.Writable == RecordDomains.None || actor.Scope is not null)
            return ImportErrors.NotYours;
        if (IngestReader.NameOf(name) is not { } tidy)
            return ImportErrors.LinkNameNeeded;
        if (!Days.Contains(days))
            return ImportErrors.LinkTimeUnknown;

        var secret = Secret.New();
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new UploadLinkRow
        {
            Id = Ids.New(clock),
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            SecretHash = Secret.Hash(secret),
            CreatedUtc = now,
            ExpiresUtc = now.AddDays(days),
        };
        var secrets = await keys.GetAsync(person.Value, ct);
        row.Sealed = secrets.SealJson(
            SealedTable.UploadLink,
            row.Id,
            new UploadLinkPayload { Name = tidy },
            UploadLinkJson.Default.UploadLinkPayload
        );
        await using var db = await dbs.WriteAsync(ct);
        var open = await db.UploadLinks.CountAsync(
            l => l.AccountId == row.AccountId && l.RevokedUtc == null && l.ExpiresUtc > now,
            ct
        );
        if (open >= MostLinks)
            return ImportErrors.LinksMany;
        db.UploadLinks.Add(row);
        return await db.TrySaveAsync(ct) ? secret : ImportErrors.Busy;
    }
}
