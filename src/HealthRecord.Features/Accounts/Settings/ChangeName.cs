using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>The account has no name of its own: it is that of its person.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class ChangeName(HealthDbs dbs, PersonStore persons)
{
    private const int Longest = 80;

    public async Task<Outcome<Done>> RunAsync(Actor actor, string? name, CancellationToken ct)
    {
        var tidy = PersonForm.Tidy(name ?? "");
        if (tidy.Length is 0 or > Longest)
            return AccountErrors.NameNeeded;
        await using var db = await dbs.WriteAsync(ct);
        if (await persons.FindAsync(db, actor.OwnPerson, ct) is not { Payload: { } payload } stored)
            return AccountErrors.NotSignedIn;
        await persons.ReplaceAsync(
            db,
            actor.OwnPerson,
            stored.RowVersion,
            payload with
            {
                Name = tidy,
            },
            ct
        );
        return await db.TrySaveAsync(ct) ? Done.Value : AccountErrors.Changed;
    }
}
