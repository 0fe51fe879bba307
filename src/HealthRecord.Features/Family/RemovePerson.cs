using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Operations;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family;

/// <summary>Erases a person without an account for good. Only whoever alone stands for them, and sees all of it, may.</summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class RemovePerson(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    ErasePerson erase,
    TimeProvider clock
)
{
    public static readonly Error HasAccount = new("family.remove-account");
    public static readonly Error OtherGuardian = new("family.remove-other-guardian");
    public static readonly Error NameDiffers = new("family.remove-name");

    /// <param name="typedName">The person's name, typed again: what cannot be taken back asks twice.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        string typedName,
        CancellationToken ct
    )
    {
        if (!await access.MayGrantAsync(actor, person, ct))
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        await using (var db = await dbs.ReadAsync(ct))
        {
            var grants = await PersonGrants.ReadAsync(db, person, now, ct);
            if (grants.HasAccount)
                return HasAccount;
            if (
                grants.Rows.Any(g =>
                    g.AccountId != actor.Account.Value
                    && g.Role is GrantRole.Owner or GrantRole.Guardian
                )
            )
                return OtherGuardian;
            // What one may not see one may not erase either.
            if (!await access.MayWriteAsync(actor, person, DomainSets.All, ct))
                return FamilyErrors.NotYours;
            if (!await IsNamedAsync(db, person, typedName, ct))
                return NameDiffers;
        }
        await erase.RunAsync(person, ct);
        return Done.Value;
    }

    private async Task<bool> IsNamedAsync(
        HealthDb db,
        PersonId person,
        string typedName,
        CancellationToken ct
    )
    {
        try
        {
            var name = (await store.FindAsync(db, person, ct))?.Payload?.Name;
            return string.Equals(
                name,
                PersonForm.Tidy(typedName),
                StringComparison.CurrentCultureIgnoreCase
            );
        }
        catch (RecordDamagedException)
        {
            // A name that nobody can read any more must not keep the person from being erased.
            return true;
        }
    }
}
