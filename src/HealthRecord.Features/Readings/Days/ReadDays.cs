using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>The days of one kind between two local dates, both included.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadDays(ReadableKinds readable, DayTables tables)
{
    public async Task<Outcome<DaysView>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        DateOnly from,
        DateOnly to,
        CancellationToken ct
    ) =>
        await readable.FindAsync(actor, person, tag, ct) is { } kind
            ? await ViewAsync(person, kind, tag, from, to, ct)
            : ReadingErrors.NotFound;

    private async Task<DaysView> ViewAsync(
        PersonId person,
        Kind kind,
        KindTag tag,
        DateOnly from,
        DateOnly to,
        CancellationToken ct
    )
    {
        var read = await tables.ReadAsync(person, kind, from.Year, to.Year, ct);
        var days =
            from r in read
            from d in r.Table.Days
            where d.Day >= @from && d.Day <= to
            select new DayRow(
                d,
                [
                    .. d.Shares.Select(s => new ShareRow(
                        r.Table.Sources[s.Source],
                        s.Amount,
                        s.Ignored,
                        s.FirstMinute,
                        s.LastMinute
                    )),
                ]
            );
        var nights =
            from r in read
            from n in r.Table.Nights
            where n.Day >= @from && n.Day <= to
            select new NightRow(n, r.Table.Sources[n.Source]);
        return new(
            person,
            kind,
            tag,
            [.. days],
            [.. nights],
            read.Count == 0 ? 0 : read.Max(r => r.Damaged)
        );
    }
}
