using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Chooses one source alone for one day of a kind, or takes that back.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class OverruleDay(ReadableKinds readable, Access access, SourceDecisions decisions)
{
    /// <param name="source">Null takes the choice back.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        DateOnly day,
        SourceKey? source,
        CancellationToken ct
    )
    {
        var kind = await readable.FindAsync(actor, person, tag, ct);
        if (await SourceDecisions.MayDecideAsync(access, actor, person, kind, ct) is { } refusal)
            return refusal;
        return await decisions.ChangeAsync(
            person,
            DayOverrule.Type,
            DayOverrule.KeyOf(kind!.Code, day),
            _ => source is null ? null : new DayOverrule(kind.Code, day, source),
            ct
        );
    }
}
