using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Tokens;

/// <param name="Name">Null when the cell does not open: the token can still be revoked.</param>
internal sealed record TokenRow(
    Guid Id,
    string? Name,
    RecordDomains Domains,
    bool MayWrite,
    DateTime CreatedUtc,
    DateTime ExpiresUtc,
    DateTime? LastUsedUtc
);

[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ReadTokens(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    public async Task<IReadOnlyList<TokenRow>> RunAsync(Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var rows = await db
            .ApiTokens.Where(t =>
                t.AccountId == actor.Account.Value && t.RevokedUtc == null && t.ExpiresUtc > now
            )
            .OrderByDescending(t => t.CreatedUtc)
            .ToListAsync(ct);
        if (rows.Count == 0)
            return [];
        var owner = await keys.GetAsync(actor.OwnPerson.Value, ct);
        return rows.ConvertAll(t => new TokenRow(
            t.Id,
            NameOf(owner, t),
            t.Domains,
            t.MayWrite,
            t.CreatedUtc,
            t.ExpiresUtc,
            t.LastUsedUtc
        ));
    }

    private static string? NameOf(PersonSecrets owner, ApiToken token)
    {
        try
        {
            return owner
                .OpenJson(SealedTable.Token, token.Id, token.Sealed, TokenJson.Default.TokenPayload)
                .Name;
        }
        catch (RecordDamagedException)
        {
            return null;
        }
    }
}
