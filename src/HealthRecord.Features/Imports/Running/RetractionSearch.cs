using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>
/// Looks for what a file takes back wherever it stands in the person's record: the word may tell no date, another device or
/// another month than the reading did. Names are sealed, so every month is opened; a file without such words costs nothing.
/// </summary>
[UseCaseAccess(UseCaseRule.JobForAccount)]
internal sealed class RetractionSearch(HealthDbs dbs, PersonKeys keys)
{
    private const int BatchSize = 32;

    public async Task RunAsync(PersonId person, ImportSink sink, CancellationToken ct)
    {
        if (!sink.Sought.IsEmpty)
            await SearchAsync(person, sink, ct);
        if (sink.Sought.Unanswered is > 0 and var unanswered)
            sink.Warn("import.nothing-to-take-back", $"{unanswered}");
        if (sink.Sought.TooMany is > 0 and var left)
            sink.Warn("import.not-looked-for", $"{left}");
    }

    private async Task SearchAsync(PersonId person, ImportSink sink, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        await using var db = await dbs.ReadAsync(ct);
        var ids = await db
            .Segments.Where(s => s.PersonId == person.Value)
            .Select(s => s.Id)
            .ToListAsync(ct);
        foreach (var batch in ids.Chunk(BatchSize))
        foreach (
            var row in await db
                .Segments.AsNoTracking()
                .Where(s => batch.Contains(s.Id))
                .ToListAsync(ct)
        )
            Look(secrets, row, sink);
    }

    private static void Look(PersonSecrets secrets, SegmentRow row, ImportSink sink)
    {
        try
        {
            var segment = SegmentStore.Open(secrets, row);
            if (!KindCatalogue.TryFind(segment.KindCode, out var kind) || !sink.MayWrite(kind))
                return;
            foreach (var identity in segment.Identities)
                if (sink.Sought.Answer(segment.Source.Producer, identity) is { } gone)
                    sink.Readings.WithdrawIn(kind, segment.Source, segment.Month, gone);
        }
        catch (RecordDamagedException)
        {
            // Nothing of it is shown until a backup mends it: there is nothing to take out of sight.
        }
    }
}
