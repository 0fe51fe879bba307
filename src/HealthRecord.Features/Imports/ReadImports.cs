using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Importers;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>One import as its page shows it.</summary>
public sealed record ImportRunView(
    ImportId Run,
    PersonId Person,
    ImportState State,
    string FileName,
    long TotalBytes,
    long ReceivedBytes,
    long ReadBytes,
    long ReadingsSoFar,
    DateTime CreatedUtc,
    DateTime? StartedUtc,
    DateTime? FinishedUtc,
    ImportReport? Report,
    ImportQuestion? Question
)
{
    /// <summary>What one sender delivered through the API on one day: there is no file behind it.</summary>
    public bool IsDelivery => TotalBytes == 0;

    public bool IsUnderWay =>
        State is ImportState.Uploading or ImportState.Waiting or ImportState.Running;
}

/// <summary>The imports that an account started, newest first: the last 50 files, and the last 50 days of deliveries.</summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadImports(HealthDbs dbs, ImportRuns runs, Access access)
{
    private const int Shown = 50;

    public async Task<IReadOnlyList<ImportRunView>> RunAsync(Actor actor, CancellationToken ct)
    {
        var persons = (await access.PersonsAsync(actor, ct)).ToDictionary(
            p => p.Person.Value,
            p => p.Readable
        );
        await using var db = await dbs.ReadAsync(ct);
        var own = db
            .ImportRuns.Where(r => r.AccountId == actor.Account.Value)
            .OrderByDescending(r => r.CreatedUtc);
        // A phone that delivers every day does not push the files out of the list.
        var files = await own.Where(r => r.TotalBytes > 0).Take(Shown).ToListAsync(ct);
        var deliveries = await own.Where(r => r.TotalBytes == 0).Take(Shown).ToListAsync(ct);
        var views = new List<ImportRunView>();
        foreach (var row in files.Concat(deliveries).OrderByDescending(r => r.CreatedUtc))
            if (persons.TryGetValue(row.PersonId, out var readable))
                views.Add(await ViewAsync(row, readable, ct));
        return views;
    }

    public async Task<Outcome<ImportRunView>> OneAsync(
        Actor actor,
        ImportId run,
        CancellationToken ct
    )
    {
        // As in the list: to look takes no right to write.
        await using var db = await dbs.ReadAsync(ct);
        var row = await db.ImportRuns.SingleOrDefaultAsync(
            r => r.Id == run.Value && r.AccountId == actor.Account.Value,
            ct
        );
        return row is not null && await access.ToAsync(actor, new(row.PersonId), ct) is { } may
            ? await ViewAsync(row, may.Readable, ct)
            : ImportErrors.NotFound;
    }

    private async Task<ImportRunView> ViewAsync(
        ImportRunRow row,
        RecordDomains readable,
        CancellationToken ct
    )
    {
        ImportPayload payload;
        try
        {
            payload = await runs.OpenAsync(row, ct);
        }
        catch (RecordDamagedException)
        {
            payload = new() { FileName = "-" };
        }
        return new(
            new(row.Id),
            new(row.PersonId),
            row.State,
            payload.FileName,
            row.TotalBytes,
            row.ReceivedBytes,
            row.ReadBytes,
            row.ReadingsSoFar,
            row.CreatedUtc,
            row.StartedUtc,
            row.FinishedUtc,
            payload.Report?.For(readable),
            row.State == ImportState.Asking ? payload.Question : null
        );
    }
}
