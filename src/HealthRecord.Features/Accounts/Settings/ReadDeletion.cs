using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Settings;

internal sealed record PersonAlone(PersonId Person, string Name);

/// <param name="EraseAfterUtc">When it happens, if it was asked for.</param>
/// <param name="Alone">Whom nobody else would look after: their records go along.</param>
internal sealed record DeletionView(
    DateTime? EraseAfterUtc,
    int DelayDays,
    IReadOnlyList<PersonAlone> Alone
);

/// <summary>What the deletion of the account would take along, and whether it was asked for already.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ReadDeletion(
    HealthDbs dbs,
    PersonStore persons,
    LastGuardian guardians,
    ErasureOptions options
)
{
    public async Task<DeletionView> RunAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var due = await db
            .Users.Where(a => a.Id == actor.Account.Value)
            .Select(a => a.EraseAfterUtc)
            .SingleOrDefaultAsync(ct);
        var alone = await guardians.OfAsync(db, actor.Account, ct);
        var known = await persons.ManyAsync(db, alone, ct);
        return new DeletionView(
            due,
            options.DelayDays,
            [
                .. alone.Select(p => new PersonAlone(
                    p,
                    known.GetValueOrDefault(p)?.Payload?.Name ?? ""
                )),
            ]
        );
    }
}
