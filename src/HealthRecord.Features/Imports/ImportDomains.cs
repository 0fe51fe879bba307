using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Imports;

/// <summary>Whether an actor may write in every domain that an import touched.</summary>
internal sealed class ImportDomains(Access access, ImportWorkouts workouts)
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
        var needed = payload
            .Touched.Select(t => KindCatalogue.Get(t.Kind).Domain)
            .Aggregate(RecordDomains.None, (all, d) => all | d);
        if (await workouts.AnyAsync(person, run, ct))
            needed |= RecordDomains.Sport;
        var reach = await access.DomainsAsync(actor, at ?? person, ct);
        return (needed & ~reach.Writable) is var missing && missing != RecordDomains.None
            ? ImportErrors.Domains(missing)
            : null;
    }
}
