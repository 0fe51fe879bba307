using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <param name="Name">Null when the cell does not open: the link can still be revoked.</param>
/// <param name="Works">The maker may still write; else nothing is accepted any more.</param>
public sealed record UploadLinkView(
    Guid Id,
    PersonId Person,
    string? Name,
    DateTime CreatedUtc,
    DateTime ExpiresUtc,
    DateTime? LastUsedUtc,
    bool Works
);

/// <summary>The addresses that an account made and that have not ended, of the persons that it still sees.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadUploadLinks(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<UploadLinkView>> RunAsync(Actor actor, CancellationToken ct)
    {
        var persons = (await access.PersonsAsync(actor, ct)).ToDictionary(p => p.Person.Value);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db
            .UploadLinks.Where(l =>
                l.AccountId == actor.Account.Value && l.RevokedUtc == null && l.ExpiresUtc > now
            )
            .OrderByDescending(l => l.CreatedUtc)
            .ToListAsync(ct);
        var views = new List<UploadLinkView>();
        foreach (var row in rows)
            if (persons.TryGetValue(row.PersonId, out var may))
                views.Add(
                    new(
                        row.Id,
                        may.Person,
                        NameOf(await keys.GetAsync(row.PersonId, ct), row),
                        row.CreatedUtc,
                        row.ExpiresUtc,
                        row.LastUsedUtc,
                        may.Writable != RecordDomains.None
                    )
                );
        return views;
    }

    internal static string? NameOf(PersonSecrets secrets, UploadLinkRow row)
    {
        try
        {
            return secrets
                .OpenJson(
                    SealedTable.UploadLink,
                    row.Id,
                    row.Sealed,
                    UploadLinkJson.Default.UploadLinkPayload
                )
                .Name;
        }
        catch (RecordDamagedException)
        {
            return null;
        }
    }
}
