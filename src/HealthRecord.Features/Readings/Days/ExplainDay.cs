using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <summary>How a day's figure came about: who gave what, what was left out, and whether a person decided it.</summary>
/// <param name="Order">Everybody who had a reading that year, in the order they were believed.</param>
/// <param name="Overrule">The source that a person chose for this day, or null.</param>
public sealed record DayExplanation(
    Kind Kind,
    DateOnly Day,
    DaySummary? Summary,
    IReadOnlyList<ShareRow> Shares,
    IReadOnlyList<SourceKey> Order,
    SourceKey? Overrule,
    bool MayOverrule
);

/// <summary>The data of the sentence behind "where does this figure come from".</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ExplainDay(
    ReadableKinds readable,
    Access access,
    DayTables tables,
    PersonDayContexts contexts
)
{
    public async Task<Outcome<DayExplanation>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        DateOnly day,
        CancellationToken ct
    )
    {
        if (await readable.FindAsync(actor, person, tag, ct) is not { } kind)
            return ReadingErrors.NotFound;
        var read = await tables.ReadAsync(person, kind, day.Year, day.Year, ct);
        var table = read.Count == 0 ? null : read[0].Table;
        var summary = table?.Days.FirstOrDefault(d => d.Day == day);
        var context = (await contexts.GetAsync(person, ct)).For(kind);
        return new DayExplanation(
            kind,
            day,
            summary,
            [
                .. (summary?.Shares ?? []).Select(s => new ShareRow(
                    table!.Sources[s.Source],
                    s.Amount,
                    s.Ignored,
                    s.FirstMinute,
                    s.LastMinute
                )),
            ],
            table?.Sources ?? [],
            context.Overrules.GetValueOrDefault(day),
            await access.MayWriteAsync(actor, person, kind.Domain, ct)
        );
    }
}
