using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>The line among the imports that stands for everything one sender delivered for one person on one day.</summary>
/// <remarks>
/// Its id is computed, so that the primary key decides when two first batches of a day arrive at once. After it was taken
/// back or moved, the rest of the day gets a line of its own.
/// </remarks>
internal sealed class IngestDay(PersonKeys keys, ImportRuns runs, TimeProvider clock)
{
    /// <summary>The row of today, tracked by the context; one that is not saved yet when this is the first batch.</summary>
    public async Task<ImportRunRow> RowAsync(
        HealthDb db,
        Actor actor,
        PersonId person,
        string sender,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(person.Value, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var day = DateOnly.FromDateTime(now).ToString("O", CultureInfo.InvariantCulture);
        for (var n = 0; ; n++)
        {
            var id = new Guid(
                secrets.Tag("delivery", $"{actor.Account}\u001f{sender}\u001f{day}\u001f{n}")
            );
            var row = await db.ImportRuns.AsTracking().SingleOrDefaultAsync(r => r.Id == id, ct);
            if (row is null)
                return New(secrets, id, actor, person, sender, now);
            if (row.State == ImportState.Done && row.PersonId == person.Value)
                return row;
        }
    }

    /// <summary>Adds what a batch did to the day's report.</summary>
    public async Task AddAsync(
        HealthDb db,
        ImportRunRow row,
        ImportReport batch,
        IEnumerable<TouchedSegment> touched,
        CancellationToken ct
    )
    {
        var payload = await runs.OpenAsync(row, ct);
        var report = payload.Report ?? new();
        report.Add(batch);
        row.FinishedUtc = clock.GetUtcNow().UtcDateTime;
        row.ReadingsSoFar += batch.Kinds.Sum(k => k.Total);
        await runs.SealAsync(
            row,
            payload with
            {
                Report = report,
                Touched = [.. payload.Touched.Union(touched)],
            },
            ct
        );
        if (db.Entry(row).State == EntityState.Detached)
            db.ImportRuns.Add(row);
    }

    private static ImportRunRow New(
        PersonSecrets secrets,
        Guid id,
        Actor actor,
        PersonId person,
        string sender,
        DateTime now
    )
    {
        var row = new ImportRunRow
        {
            Id = id,
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            State = ImportState.Done,
            CreatedUtc = now,
            StartedUtc = now,
        };
        ImportRuns.Seal(
            secrets,
            row,
            new()
            {
                FileName = sender,
                Scope = actor.Scope?.Domains,
                Report = new(),
            }
        );
        return row;
    }
}
