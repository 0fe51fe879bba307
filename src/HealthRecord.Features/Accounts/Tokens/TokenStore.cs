using System.Collections.Concurrent;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Tokens;

/// <summary>Looks up personal access tokens: at every request, without a cache, so that a revoked one ends at once.</summary>
internal sealed class TokenStore(HealthDbs dbs, TimeProvider clock)
{
    private static readonly TimeSpan Coarse = TimeSpan.FromMinutes(10);
    private readonly ConcurrentDictionary<Guid, DateTime> used = new();

    public async Task<Actor?> FindAsync(string token, CancellationToken ct)
    {
        if (
            !token.StartsWith(TokenDefaults.Prefix, StringComparison.Ordinal)
            || token.Length != TokenDefaults.Length
        )
            return null;
        var hash = Secret.Hash(token);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var found = await (
            from t in db.ApiTokens
            where t.SecretHash == hash && t.RevokedUtc == null && now < t.ExpiresUtc
            join a in db.Users on t.AccountId equals a.Id
            select new
            {
                t.Id,
                t.AccountId,
                a.OwnPersonId,
                t.Domains,
                t.MayWrite,
                t.LastUsedUtc,
            }
        ).FirstOrDefaultAsync(ct);
        if (found is null)
            return null;
        if (found.LastUsedUtc is not { } last || now - last >= Coarse)
            used[found.Id] = now;
        return new Actor(
            new AccountId(found.AccountId),
            new PersonId(found.OwnPersonId),
            Session: null,
            new TokenScope(found.Id, found.Domains, found.MayWrite)
        );
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        if (used.IsEmpty)
            return;
        await using var db = await dbs.WriteAsync(ct);
        foreach (var (token, at) in used.ToArray())
        {
            await db
                .ApiTokens.Where(t => t.Id == token)
                .ExecuteUpdateAsync(s => s.SetProperty(t => t.LastUsedUtc, at), ct);
            used.TryRemove(new KeyValuePair<Guid, DateTime>(token, at));
        }
    }
}
