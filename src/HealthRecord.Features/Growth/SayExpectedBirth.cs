using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Growth;

/// <summary>Keeps the day on which a child was expected, or takes it away.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SayExpectedBirth(
    HealthDbs dbs,
    EntryStore store,
    Access access,
    PersonFactsReader facts
)
{
    /// <summary>Nobody is born alive earlier before the term, or later after it.</summary>
    private const int EarliestDays = 140;

    private const int LatestDays = 28;

    /// <param name="expected">Null takes it away.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        DateOnly? expected,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(ExpectedBirth.Type.Domain)
        )
            return GrowthErrors.NotFound;
        if (!may.MayWrite(ExpectedBirth.Type.Domain))
            return GrowthErrors.NotYours;
        try
        {
            if (expected is { } day)
            {
                if ((await facts.GetAsync(person, ct))?.BornOn is not { } born)
                    return GrowthErrors.BirthMissing;
                if (day.DayNumber - born.DayNumber is < -LatestDays or > EarliestDays)
                    return GrowthErrors.ExpectedOdd;
            }
            await using var db = await dbs.WriteAsync(ct);
            var before = await store.FindAsync(
                db,
                person,
                ExpectedBirth.Type,
                ExpectedBirth.Key,
                ct
            );
            await ChangeAsync(db, person, before, expected, ct);
            return await db.TrySaveAsync(ct) ? Done.Value : GrowthErrors.Changed;
        }
        catch (RecordDamagedException)
        {
            return GrowthErrors.Damaged;
        }
        catch (StorageFullException)
        {
            return GrowthErrors.StorageFull;
        }
    }

    private async Task ChangeAsync(
        HealthDb db,
        PersonId person,
        StoredEntry<ExpectedBirth>? before,
        DateOnly? expected,
        CancellationToken ct
    )
    {
        if (expected is not { } on)
        {
            if (before is not null)
                await store.RemoveAsync(db, ExpectedBirth.Type, before, ct);
            return;
        }
        var said = new ExpectedBirth { On = on };
        if (before is null)
            await store.AddAsync(db, person, ExpectedBirth.Type, said, ct, ExpectedBirth.Key);
        else
            await store.UpdateAsync(db, ExpectedBirth.Type, before with { Payload = said }, ct);
    }
}
