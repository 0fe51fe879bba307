using System.Security.Cryptography;
using HealthRecord.Domain;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Opens a run for a file that is whole already: what a connected service delivered. From there on it is an import like any other.</summary>
/// <remarks>What the actor may write is asked by who calls, and again by the run itself.</remarks>
internal sealed class DeliveredFiles(
    HealthDbs dbs,
    ImportRuns runs,
    UploadFiles files,
    ImportQueue queue,
    TimeProvider clock
)
{
    /// <param name="connection">Its deliveries stand together in the list of imports.</param>
    /// <param name="service">As people know it.</param>
    /// <param name="answers">To questions that the importer may have, by their ids: nobody is there to be asked.</param>
    public async Task<ImportId> TakeAsync(
        Actor actor,
        PersonId person,
        Guid connection,
        string service,
        byte[] file,
        IReadOnlyDictionary<string, string> answers,
        CancellationToken ct
    )
    {
        var row = new ImportRunRow
        {
            Id = Ids.New(),
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            // Only when the file is there may the run begin.
            State = ImportState.Uploading,
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
            TotalBytes = file.Length,
            ReceivedBytes = file.Length,
            ConnectionId = connection,
        };
        var key = RandomNumberGenerator.GetBytes(32);
        var payload = new ImportPayload
        {
            FileName = FileNames.Shown($"{service} {row.CreatedUtc:yyyy-MM-dd}.zip"),
            Service = service,
            FileKey = key,
            Scope = actor.Scope?.Domains,
            Answers = answers,
        };
        await runs.SealAsync(row, payload, ct);
        await using (var db = await dbs.WriteAsync(ct))
        {
            db.ImportRuns.Add(row);
            await db.SaveChangesAsync(ct);
        }
        using (var whole = new MemoryStream(file, writable: false))
            await files.AppendAsync(
                row.Id,
                new SealedChunks(row.Id, key, file.Length),
                0,
                whole,
                _ => { },
                ct
            );
        await using (var db = await dbs.WriteAsync(ct))
        {
            var stored = await db.ImportRuns.SingleAsync(r => r.Id == row.Id, ct);
            stored.State = ImportState.Waiting;
            await db.SaveChangesAsync(ct);
        }
        queue.Enqueue(new ImportId(row.Id));
        return new(row.Id);
    }
}
