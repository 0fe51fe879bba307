using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Says whom to believe first for one kind; an empty order goes back to the usual one.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class OrderSources(ReadableKinds readable, Access access, SourceDecisions decisions)
{
    private const int Most = 100;

    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        IReadOnlyList<SourceKey> best,
        CancellationToken ct
    )
    {
        var kind = await readable.FindAsync(actor, person, tag, ct);
        if (await SourceDecisions.MayDecideAsync(access, actor, person, kind, ct) is { } refusal)
            return refusal;
        var order = best.Distinct().Take(Most).ToList();
        return await decisions.ChangeAsync(
            person,
            SourceOrder.Type,
            kind!.Code,
            _ => order.Count == 0 ? null : new SourceOrder(kind.Code, order),
            ct
        );
    }
}
