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
    ImportQuestion? Question,
    string? Service = null
)
{
    /// <summary>Nobody chose a file: a connected service delivered it, or one sender did through the API on one day.</summary>
    public bool IsDelivery => Service is not null || TotalBytes == 0;

    /// <summary>It stands still until a person says something.</summary>
    public bool WaitsForSomebody => State is ImportState.Asking or ImportState.Interrupted;

    public bool IsUnderWay =>
        State is ImportState.Uploading or ImportState.Waiting or ImportState.Running;
}

/// <summary>
/// The imports that an account started, newest first: the last 50 files, the last 50 days of deliveries, the last ten
/// deliveries of each connected service, and whatever of a service waits for somebody.
/// </summary>
[UseCaseAccess(UseCaseRule.GrantedPersons)]
internal sealed class ReadImports(HealthDbs dbs, ImportRuns runs, Access access)
{
    private const int Shown = 50;
    private const int ShownOfService = 10;

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
        // A phone or a service that delivers every day does not push the files out of the list.
        var brought = own.Where(r => r.ConnectionId == null);
        var rows = await brought.Where(r => r.TotalBytes > 0).Take(Shown).ToListAsync(ct);
        rows.AddRange(await brought.Where(r => r.TotalBytes == 0).Take(Shown).ToListAsync(ct));
        rows.AddRange(await OfServicesAsync(own, ct));
        var views = new List<ImportRunView>();
        foreach (var row in rows.OrderByDescending(r => r.CreatedUtc))
            if (persons.TryGetValue(row.PersonId, out var readable))
                views.Add(await ViewAsync(row, readable, ct));
        return views;
    }

    private static async Task<IEnumerable<ImportRunRow>> OfServicesAsync(
        IQueryable<ImportRunRow> own,
        CancellationToken ct
    )
    {
        var delivered = own.Where(r => r.ConnectionId != null);
        var waiting = await delivered
            .Where(r => r.State == ImportState.Asking || r.State == ImportState.Interrupted)
            .Take(Shown)
            .ToListAsync(ct);
        var found = waiting;
        // A few: each is a service that somebody connected.
        var services = await delivered.Select(r => r.ConnectionId).Distinct().ToListAsync(ct);
        foreach (var service in services)
            found.AddRange(
                await delivered
                    .Where(r => r.ConnectionId == service)
                    .Take(ShownOfService)
                    .ToListAsync(ct)
            );
        return found.DistinctBy(r => r.Id);
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
            row.State == ImportState.Asking ? payload.Question : null,
            // The name inside the seal may be lost; that it is a delivery is not.
            row.ConnectionId
                is null
                ? null
                : payload.Service ?? payload.FileName
        );
    }
}
