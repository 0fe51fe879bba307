using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>Says that two names are one device, or takes it back: their readings are then one source.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class DeclareSameDevice(
    ReadableKinds readable,
    Access access,
    SourceDecisions decisions
)
{
    /// <param name="tag">The kind on whose page it was said: the right to write there is asked.</param>
    /// <param name="main">Null takes it back.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        SourceKey other,
        SourceKey? main,
        CancellationToken ct
    )
    {
        var kind = await readable.FindAsync(actor, person, tag, ct);
        if (await SourceDecisions.MayDecideAsync(access, actor, person, kind, ct) is { } refusal)
            return refusal;
        if (main == other)
            return ReadingErrors.SameSource;
        return await decisions.ChangeAsync(
            person,
            SameDevices.Type,
            "all",
            present => Next(present?.Pairs ?? [], other, main),
            ct
        );
    }

    /// <summary>Every other name points at a main one, never at another other: no chains, no circles.</summary>
    private static SameDevices? Next(
        IReadOnlyList<SameDevice> pairs,
        SourceKey other,
        SourceKey? main
    )
    {
        var left = pairs.Where(p => p.Other != other);
        if (main is not null)
        {
            var end = pairs.FirstOrDefault(p => p.Other == main)?.Main ?? main;
            left = left.Select(p => p.Main == other ? p with { Main = end } : p)
                .Where(p => p.Other != p.Main);
            if (end != other)
                left = left.Append(new(other, end));
        }
        return left.ToList() is { Count: > 0 } next ? new SameDevices(next) : null;
    }
}
