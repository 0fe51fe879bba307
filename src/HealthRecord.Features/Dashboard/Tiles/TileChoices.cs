using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.Tiles;

/// <summary>Keeps what a reader chose to see of each person. Of no use to anybody else, and not part of the person's record.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class TileChoices(HealthDbs dbs, EntryStore entries)
{
    private const int Remembered = 6;
    private const int Tries = 3;

    public async Task<TileChoice> RunAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return (await FindAsync(db, actor, person, ct))?.Payload ?? TileChoice.None;
    }

    public Task<Outcome<Done>> ArrangeAsync(
        Actor actor,
        PersonId person,
        IReadOnlyList<string> kinds,
        CancellationToken ct
    ) => ChangeAsync(actor, person, choice => choice with { Kinds = kinds }, ct);

    /// <summary>The kind was typed in this unit: both are offered first next time.</summary>
    public Task<Outcome<Done>> RememberAsync(
        Actor actor,
        PersonId person,
        string kind,
        string? unit,
        CancellationToken ct
    ) =>
        ChangeAsync(
            actor,
            person,
            choice =>
                choice with
                {
                    Recent =
                    [
                        .. choice
                            .Recent.Prepend(kind)
                            .Distinct(StringComparer.Ordinal)
                            .Take(Remembered),
                    ],
                    Units = unit is null
                        ? choice.Units
                        : new Dictionary<string, string>(choice.Units, StringComparer.Ordinal)
                        {
                            [kind] = unit,
                        },
                },
            ct
        );

    private async Task<Outcome<Done>> ChangeAsync(
        Actor actor,
        PersonId person,
        Func<TileChoice, TileChoice> change,
        CancellationToken ct
    )
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await using var db = await dbs.WriteAsync(ct);
            var stored = await FindAsync(db, actor, person, ct);
            if (stored is null)
                await entries.AddAsync(
                    db,
                    actor.OwnPerson,
                    TileChoice.Type,
                    change(TileChoice.None),
                    ct,
                    KeyOf(person)
                );
            else
                await entries.UpdateAsync(
                    db,
                    TileChoice.Type,
                    stored with
                    {
                        Payload = change(stored.Payload),
                    },
                    ct
                );
            try
            {
                if (await db.TrySaveAsync(ct))
                    return Done.Value;
            }
            catch (StorageFullException)
            {
                return ReadingErrors.StorageFull;
            }
        }
        return new Error("dashboard.busy");
    }

    private async Task<StoredEntry<TileChoice>?> FindAsync(
        HealthDb db,
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        try
        {
            return await entries.FindAsync(db, actor.OwnPerson, TileChoice.Type, KeyOf(person), ct);
        }
        catch (RecordDamagedException)
        {
            // A convenience: without it the page shows what has readings.
            return null;
        }
    }

    private static string KeyOf(PersonId person) => person.ToString();
}
