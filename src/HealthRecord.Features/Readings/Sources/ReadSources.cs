using HealthRecord.Domain;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <param name="SameAs">The device whose other name this is; null when it stands for itself.</param>
public sealed record SourceRow(SourceKey Source, SourceClass Class, SourceKey? SameAs);

/// <param name="Sources">Best first, as they are believed now.</param>
public sealed record SourcesView(
    Kind Kind,
    IReadOnlyList<SourceRow> Sources,
    bool IsOwnOrder,
    bool MayChange
);

/// <summary>Who tells of a kind, in the order they are believed.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadSources(
    ReadableKinds readable,
    Access access,
    DayTables tables,
    PersonDayContexts contexts
)
{
    public async Task<Outcome<SourcesView>> RunAsync(
        Actor actor,
        PersonId person,
        KindTag tag,
        CancellationToken ct
    )
    {
        if (await readable.FindAsync(actor, person, tag, ct) is not { } kind)
            return ReadingErrors.NotFound;
        var context = await contexts.GetAsync(person, ct);
        var read = await tables.ReadAsync(person, kind, 1, 9998, ct);
        var own = context.OrderOf(kind);
        var mains = SourceClasses.Order(read.SelectMany(r => r.Table.Sources).Distinct(), own);
        var rows = mains.SelectMany(main =>
            context
                .OthersOf(main)
                .Select(other => new SourceRow(other, SourceClasses.Of(other), main))
                .Prepend(new SourceRow(main, SourceClasses.Of(main), null))
        );
        return new SourcesView(
            kind,
            [.. rows],
            own.Count > 0,
            await access.MayWriteAsync(actor, person, kind.Domain, ct)
        );
    }
}
