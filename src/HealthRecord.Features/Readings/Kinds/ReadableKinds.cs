using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Resolves a kind through the actor's rights: one that may not be read and one that is not there look the same.</summary>
internal sealed class ReadableKinds(Access access, PersonKinds kinds)
{
    public async Task<Kind?> FindAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        CancellationToken ct
    ) =>
        await access.ToAsync(actor, person, ct) is { } may
        && await kinds.FindAsync(person, tag, ct) is { } kind
        && may.MayRead(kind.Domain)
            ? kind
            : null;
}
