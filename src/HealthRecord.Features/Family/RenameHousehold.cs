using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Family;

/// <summary>Gives a household its name: any adult who lives there may.</summary>
[UseCaseAccess(UseCaseRule.Household)]
internal sealed class RenameHousehold(HealthDbs dbs, PersonStore store, Homes homes)
{
    /// <returns>The new row version.</returns>
    public async Task<Outcome<long>> RunAsync(
        Actor actor,
        HouseholdId household,
        string name,
        long seen,
        CancellationToken ct
    )
    {
        if (await homes.OfAsync(actor, household, ct) is null)
            return FamilyErrors.NotFound;
        var tidy = PersonForm.Tidy(name);
        if (tidy.Length > PersonForm.LongestName)
            return FamilyErrors.NameTooLong(PersonForm.LongestName);
        await using var db = await dbs.WriteAsync(ct);
        var payload = new HouseholdPayload { Name = tidy };
        if (!await store.ReplaceAsync(db, household, seen, payload, ct))
            return FamilyErrors.NotFound;
        return await db.TrySaveAsync(ct) ? seen + 1 : FamilyErrors.Changed;
    }
}
