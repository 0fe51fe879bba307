using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Imports;

/// <summary>Whether an actor may write in every domain that an import touched.</summary>
internal sealed class ImportDomains(
    Access access,
    PersonKinds kinds,
    ImportWorkouts workouts,
    ImportEcgs ecgs
)
{
    /// <summary>Null when they may; else the refusal that names the others.</summary>
    public async Task<Error?> MissingAsync(
        Actor actor,
        PersonId person,
        ImportPayload payload,
        ImportId run,
        CancellationToken ct,
        PersonId? at = null
    )
    {
        var needed = RecordDomains.None;
        foreach (var code in payload.Touched.Select(t => t.Kind).Distinct(StringComparer.Ordinal))
            needed |= (await kinds.FindAsync(person, code, ct))?.Domain ?? RecordDomains.None;
        if (await workouts.AnyAsync(person, run, ct))
            needed |= RecordDomains.Sport;
        if (await ecgs.AnyAsync(person, run, ct))
            needed |= RecordDomains.Measures;
        var reach = await access.DomainsAsync(actor, at ?? person, ct);
        return (needed & ~reach.Writable) is var missing && missing != RecordDomains.None
            ? ImportErrors.Domains(missing)
            : null;
    }
}
