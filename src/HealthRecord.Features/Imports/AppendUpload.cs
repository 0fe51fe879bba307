using HealthRecord.Domain;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Takes the next piece of a file. The last one starts the import.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class AppendUpload(
    HealthDbs dbs,
    ImportRuns runs,
    UploadFiles files,
    ImportQueue queue
)
{
    /// <param name="begun">
    /// What the sender knows of everything before <paramref name="offset"/>, who was not there when it came:
    /// <see cref="UploadFiles.DigestAsync"/> of its own file. Another file of the same name, length and ends has another one.
    /// </param>
    /// <returns>How many bytes are safe: where the sender goes on.</returns>
    public async Task<Outcome<long>> RunAsync(
        Actor actor,
        ImportId run,
        long offset,
        Stream body,
        CancellationToken ct,
        string? begun = null
    )
    {
        try
        {
            return await AppendAsync(actor, run, offset, body, begun, ct);
        }
        catch (StorageFullException)
        {
            // What came is on disk; only how far could not be written down: the sender asks and goes on when there is room.
            return ImportErrors.StorageFull;
        }
    }

    private async Task<Outcome<long>> AppendAsync(
        Actor actor,
        ImportId run,
        long offset,
        Stream body,
        string? begun,
        CancellationToken ct
    )
    {
        ImportRunRow row;
        SealedChunks chunks;
        await using (var db = await dbs.ReadAsync(ct))
        {
            if (await runs.FindAsync(db, actor, run, ct) is not { } found)
                return ImportErrors.NotFound;
            if (found.State != ImportState.Uploading)
                return ImportErrors.NotNow;
            if (found.ReceivedBytes != offset)
                return ImportErrors.Elsewhere(found.ReceivedBytes);
            row = found;
            chunks = new(row.Id, (await runs.OpenAsync(row, ct)).FileKey, row.TotalBytes);
        }

        var kept = offset;
        try
        {
            if (
                begun is not null
                && offset > 0
                && !begun.Equals(
                    await files.DigestAsync(row.Id, chunks, offset, ct),
                    StringComparison.OrdinalIgnoreCase
                )
            )
                return ImportErrors.OtherFile;
            await files.AppendAsync(row.Id, chunks, offset, body, now => kept = now, ct);
        }
        catch (IOException e) when (UploadFiles.IsFull(e))
        {
            return ImportErrors.StorageFull;
        }
        catch (IOException e) when (UploadFiles.IsBusy(e))
        {
            // Another piece of the same file is being written: the sender asks again how far it has come.
            return ImportErrors.Elsewhere(offset);
        }
        finally
        {
            // The sender may be gone; what is on disk is not sent again.
            if (kept > offset)
                await RememberAsync(row.Id, kept, row.TotalBytes, CancellationToken.None);
        }
        return kept;
    }

    private async Task RememberAsync(Guid run, long kept, long total, CancellationToken ct)
    {
        await using (var db = await dbs.WriteAsync(ct))
        {
            var row = await db.ImportRuns.SingleAsync(r => r.Id == run, ct);
            if (row.State != ImportState.Uploading)
                return;
            row.ReceivedBytes = kept;
            if (kept == total)
                row.State = ImportState.Waiting;
            await db.TrySaveAsync(ct);
        }
        if (kept == total)
            queue.Enqueue(new ImportId(run));
    }
}
