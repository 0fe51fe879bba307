using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;

namespace HealthRecord.Features.Dashboard.OneKind;

/// <summary>The tag that another person has for a kind: so that changing the person stays on the page.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SameKind(ReadKinds kinds)
{
    private static readonly Error None = new("kind.not-theirs");

    public async Task<Outcome<KindTag>> RunAsync(
        Actor actor,
        PersonId from,
        KindTag tag,
        PersonId to,
        CancellationToken ct
    )
    {
        var left = await kinds.RunAsync(actor, from, ct);
        if (
            !left.TryGet(out var theirs) || theirs.FirstOrDefault(k => k.Tag == tag) is not { } kind
        )
            return None;
        var right = await kinds.RunAsync(actor, to, ct);
        return
            right.TryGet(out var own)
            && own.FirstOrDefault(k => k.Kind.Code == kind.Kind.Code) is { } same
            ? same.Tag
            : None;
    }
}
