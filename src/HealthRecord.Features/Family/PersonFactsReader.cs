using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Data;

namespace HealthRecord.Features.Family;

/// <summary>The facts of a person that computations need. No rights are checked here: use cases do.</summary>
public sealed record PersonFacts(
    PersonId Person,
    string Name,
    DateOnly? BornOn,
    BiologicalSex Sex,
    ZoneTimeline Zones
);

internal static class PersonFactsZones
{
    /// <summary>The zones of the person; the usual one where there is no such person.</summary>
    public static ZoneTimeline ZonesOrUsual(this PersonFacts? facts) =>
        facts?.Zones ?? PersonZone.Usual;
}

internal sealed class PersonFactsReader(HealthDbs dbs, PersonStore store)
{
    /// <summary>Null when there is no such person.</summary>
    /// <exception cref="Platform.Sealing.RecordDamagedException">The person's row does not open.</exception>
    public async Task<PersonFacts?> GetAsync(PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return (await store.FindAsync(db, person, ct))?.Payload is { } p
            ? new PersonFacts(person, p.Name, p.BornOn, p.Sex, p.Timeline())
            : null;
    }
}
