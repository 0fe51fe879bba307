using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>What is new of every kind of one person that the actor may read: the data of a dashboard, from day tables only.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadLatest(
    Access access,
    PersonKeys keys,
    PersonKinds kinds,
    DayTables tables,
    PersonDayContexts contexts,
    TimeProvider clock
)
{
    public const int LineDays = 30;

    /// <summary>As far back as <see cref="UsualRange"/> looks.</summary>
    public const int RecentDays = UsualRange.Days;

    /// <param name="only">Codes of the kinds of the tiles; null for every kind that has readings.</param>
    public async Task<Outcome<LatestView>> RunAsync(
        Actor actor,
        PersonId person,
        IReadOnlyCollection<string>? only,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may)
            return ReadingErrors.NotFound;
        var readable = (await kinds.AllAsync(person, ct))
            .Where(k =>
                may.MayRead(k.Domain)
                && (only is null || only.Contains(k.Code, StringComparer.Ordinal))
            )
            .ToList();
        var secrets = await keys.GetAsync(person.Value, ct);
        var context = await contexts.GetAsync(person, ct);
        var today = context.Zones.DayOf(clock.GetUtcNow().UtcDateTime);
        var found = await tables.NewestAsync(person, readable, context, today, ct);
        var latest = readable
            .Where(found.ContainsKey)
            .Select(k => Of(k, KindTag.Of(secrets, k), found[k], today))
            .Where(k => k.Latest is not null || k.NewestDay is not null || k.Damaged > 0)
            .ToList();
        return new LatestView(person, today, context.Facts, context.Zones, latest);
    }

    private static KindLatest Of(
        Kind kind,
        KindTag tag,
        IReadOnlyList<ReadTable> newest,
        DateOnly today
    )
    {
        var latest = newest.LastOrDefault(t => t.Table.Latest is not null);
        var days = newest.SelectMany(t => t.Table.Days).ToList();
        var since = today.AddDays(1 - LineDays);
        var recent = today.AddDays(1 - RecentDays);
        var last = newest.LastOrDefault(t => t.Table.Days.Count > 0)?.Table;
        return new(
            kind,
            tag,
            latest?.Table.Latest,
            latest is { Table: { Latest: { } l } table } ? table.Sources[l.Source] : null,
            days.LastOrDefault(),
            newest.SelectMany(t => t.Table.Nights).LastOrDefault(n => !n.IsNap),
            [.. days.Where(d => d.Day >= since && d.Day <= today)],
            [.. days.Where(d => d.Day >= recent && d.Day <= today)],
            last is null
                ? []
                :
                [
                    .. last.Days[^1]
                        .Shares.Where(s => s.Amount > 0)
                        .Select(s => last.Sources[s.Source]),
                ],
            newest.Sum(t => t.Damaged)
        );
    }
}
