using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <param name="MayWrite">Whether the actor may add readings of it.</param>
public sealed record KindRow(Kind Kind, KindTag Tag, bool MayWrite, bool CanBeLogged, bool IsOwn);

/// <summary>The kinds of a person that the actor may read, with the person's tag of each.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadKinds(Access access, PersonKinds kinds, PersonKeys keys)
{
    public async Task<Outcome<IReadOnlyList<KindRow>>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may)
            return ReadingErrors.NotFound;
        var secrets = await keys.GetAsync(person.Value, ct);
        return (await kinds.AllAsync(person, ct))
            .Where(k => may.MayRead(k.Domain))
            .Select(k => new KindRow(
                k,
                KindTag.Of(secrets, k),
                may.MayWrite(k.Domain),
                Kinds.CanBeLogged(k),
                k.Code.StartsWith("own:", StringComparison.Ordinal)
            ))
            .ToList();
    }
}
