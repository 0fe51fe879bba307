using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>The invitations that an account sent and nobody has answered yet.</summary>
internal static class InvitationsOf
{
    public static IQueryable<Invitation> Open(HealthDb db, Actor actor) =>
        db
            .Invitations.AsNoTracking()
            .Where(i =>
                i.InviterAccountId == actor.Account.Value
                && i.AcceptedUtc == null
                && i.WithdrawnUtc == null
            );

    public static Task<Invitation?> OpenAsync(
        HealthDb db,
        Actor actor,
        Guid invitation,
        CancellationToken ct
    ) => Open(db, actor).SingleOrDefaultAsync(i => i.Id == invitation, ct);
}
