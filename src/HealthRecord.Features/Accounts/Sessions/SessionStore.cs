using System.Collections.Concurrent;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Sessions;

/// <summary>Sign-ins: the row is the truth, believed for at most 30 s on this node and forgotten at once when ended here.</summary>
internal sealed class SessionStore(
    HealthDbs dbs,
    SessionConnections connections,
    TimeProvider clock
)
{
    private const int MostKept = 20_000;
    private readonly ConcurrentDictionary<Guid, DateTime> seen = new();
    private readonly ConcurrentDictionary<
        string,
        (LiveSession Session, DateTime ReadUtc)
    > believed = new(StringComparer.Ordinal);

    /// <summary>A new sign-in; the answer is the secret for its cookie.</summary>
    public async Task<string> StartAsync(
        Guid account,
        bool stays,
        string device,
        CancellationToken ct
    )
    {
        var secret = Secret.New();
        var now = Now;
        await using var db = await dbs.WriteAsync(ct);
        db.Add(
            new AccountSession
            {
                Id = Ids.New(clock),
                AccountId = account,
                SecretHash = Secret.Hash(secret),
                CreatedUtc = now,
                LastSeenUtc = now,
                StaysSignedIn = stays,
                Device = device,
            }
        );
        await db.SaveChangesAsync(ct);
        return secret;
    }

    /// <summary>Null when there is none, or it ended, or it lay unused too long.</summary>
    public async Task<LiveSession?> FindAsync(string secret, CancellationToken ct)
    {
        var hash = Secret.Hash(secret);
        var key = Convert.ToBase64String(hash);
        if (
            !believed.TryGetValue(key, out var known)
            || Now - known.ReadUtc > SessionDefaults.Belief
        )
        {
            await using var db = await dbs.ReadAsync(ct);
            if (
                await Live(db.Sessions.Where(s => s.SecretHash == hash), db).FirstOrDefaultAsync(ct)
                is not { } read
            )
            {
                believed.TryRemove(key, out _);
                return null;
            }
            if (believed.Count > MostKept)
                believed.Clear();
            believed[key] = known = (read, Now);
        }
        return Held(known.Session);
    }

    /// <summary>Asks the database whatever was believed; for circuits, which outlive requests.</summary>
    public async Task<bool> HoldsAsync(Guid session, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await Live(db.Sessions.Where(s => s.Id == session), db).FirstOrDefaultAsync(ct)
                is { } read
            && Held(read) is not null;
    }

    /// <summary>Somebody is there. Written down later, so that no page waits for its turn to write.</summary>
    public void Seen(Guid session) => seen[session] = Now;

    /// <summary>Writes down when sessions were last seen.</summary>
    public async Task FlushAsync(CancellationToken ct)
    {
        if (seen.IsEmpty)
            return;
        var due = seen.ToArray();
        await using var db = await dbs.WriteAsync(ct);
        foreach (var (session, at) in due)
        {
            await db
                .Sessions.Where(s => s.Id == session && s.LastSeenUtc < at)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.LastSeenUtc, at), ct);
            seen.TryRemove(new KeyValuePair<Guid, DateTime>(session, at));
        }
    }

    /// <summary>Ends sessions of one account and closes what they hold open, at once on this node.</summary>
    /// <param name="only">One of them; null for all.</param>
    /// <param name="except">The one that stays; null for none.</param>
    public async Task EndAsync(AccountId account, Guid? only, Guid? except, CancellationToken ct)
    {
        List<Guid> ended;
        await using (var db = await dbs.WriteAsync(ct))
        {
            var rows = await db
                .Sessions.Where(s => s.AccountId == account.Value && s.EndedUtc == null)
                .Where(s => only == null || s.Id == only)
                .Where(s => except == null || s.Id != except)
                .ToListAsync(ct);
            foreach (var row in rows)
                row.EndedUtc = Now;
            await db.SaveChangesAsync(ct);
            ended = rows.ConvertAll(s => s.Id);
        }
        Forget(ended);
    }

    /// <summary>After a change of what a session carries (language): read it anew.</summary>
    public void Doubt(AccountId account)
    {
        foreach (var (key, known) in believed)
            if (known.Session.Account == account)
                believed.TryRemove(key, out _);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private void Forget(List<Guid> ended)
    {
        foreach (var (key, known) in believed)
            if (ended.Contains(known.Session.Id))
                believed.TryRemove(key, out _);
        foreach (var session in ended)
        {
            seen.TryRemove(session, out _);
            connections.Close(session);
        }
    }

    private LiveSession? Held(LiveSession session)
    {
        if (seen.TryGetValue(session.Id, out var at) && at > session.LastSeenUtc)
            session = session with { LastSeenUtc = at };
        return session.HoldsAt(Now) ? session : null;
    }

    private static IQueryable<LiveSession> Live(IQueryable<AccountSession> sessions, HealthDb db) =>
        from s in sessions
        where s.EndedUtc == null
        join a in db.Users on s.AccountId equals a.Id
        select new LiveSession(
            s.Id,
            new AccountId(a.Id),
            new PersonId(a.OwnPersonId),
            a.Language,
            s.CreatedUtc,
            s.LastSeenUtc,
            s.StaysSignedIn
        );
}
