using HealthRecord.Domain;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <param name="Tag">A kind of them that the actor may write, where the right to decide is asked; null when there is none.</param>
public sealed record DevicesView(IReadOnlyList<SourceRow> Sources, KindTag? Tag);

/// <summary>Who tells of several kinds, as an import brings them: without what the actor may not read.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadDevices(ReadKinds kinds, ReadSources sources)
{
    /// <param name="codes">Of the kinds.</param>
    public async Task<Outcome<DevicesView>> RunAsync(
        Actor actor,
        PersonId person,
        IReadOnlyCollection<string> codes,
        CancellationToken ct
    )
    {
        var read = await kinds.RunAsync(actor, person, ct);
        if (!read.TryGet(out var all))
            return ReadingErrors.NotFound;
        var rows = new List<SourceRow>();
        KindTag? tag = null;
        foreach (var row in all.Where(k => codes.Contains(k.Kind.Code, StringComparer.Ordinal)))
        {
            var told = await sources.RunAsync(actor, person, row.Tag, ct);
            // A right that ended a moment ago: its kinds are left out like those that were never shown.
            if (!told.TryGet(out var view))
                continue;
            if (view.MayChange)
                tag ??= row.Tag;
            rows.AddRange(view.Sources);
        }
        return new DevicesView([.. rows.DistinctBy(r => r.Source)], tag);
    }
}
