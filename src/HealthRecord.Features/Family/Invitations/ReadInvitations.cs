using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>An invitation that waits for an answer.</summary>
/// <param name="Email">Null when it cannot be read.</param>
/// <param name="ExpiresUtc">When its link ends; null when it has, or was never sent.</param>
public sealed record InvitationView(
    Guid Id,
    string? Email,
    DateTime CreatedUtc,
    DateTime? SentUtc,
    DateTime? ExpiresUtc
);

/// <summary>What the actor's own invitations have become.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class ReadInvitations(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    TimeProvider clock
)
{
    public async Task<IReadOnlyList<InvitationView>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!await access.MayGrantAsync(actor, actor.OwnPerson, ct))
            return [];
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var rows = await InvitationsOf
            .Open(db, actor)
            .OrderByDescending(i => i.CreatedUtc)
            .ToListAsync(ct);
        var ids = rows.Select(r => (Guid?)r.Id).ToList();
        var links = await db
            .MailTokens.Where(t => ids.Contains(t.InvitationId) && t.UsedUtc == null)
            .Where(t => now < t.ExpiresUtc)
            .ToDictionaryAsync(t => t.InvitationId ?? Guid.Empty, t => t.ExpiresUtc, ct);
        var views = new List<InvitationView>();
        foreach (var row in rows)
            views.Add(
                new(
                    row.Id,
                    await EmailAsync(row, ct),
                    row.CreatedUtc,
                    row.SentUtc,
                    links.TryGetValue(row.Id, out var end) ? end : null
                )
            );
        return views;
    }

    private async Task<string?> EmailAsync(Invitation row, CancellationToken ct)
    {
        try
        {
            return (await store.OpenAsync(row, InvitationPayload.Format, ct)).Email;
        }
        catch (RecordDamagedException)
        {
            return null;
        }
    }
}
