using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Imports;

/// <summary>Finds the runs of an account, and opens and seals their inside.</summary>
internal sealed class ImportRuns(PersonKeys keys, Access access)
{
    /// <summary>Null when the run is another account's, or its person is no longer in the actor's reach: both look the same.</summary>
    public async Task<ImportRunRow?> FindAsync(
        HealthDb db,
        Actor actor,
        ImportId run,
        CancellationToken ct
    )
    {
        var row = await db.ImportRuns.SingleOrDefaultAsync(
            r => r.Id == run.Value && r.AccountId == actor.Account.Value,
            ct
        );
        return
            row is not null
            && (await access.DomainsAsync(actor, new(row.PersonId), ct)).Writable
                != RecordDomains.None
            ? row
            : null;
    }

    public async Task<ImportPayload> OpenAsync(ImportRunRow row, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(row.PersonId, ct);
        return secrets.OpenJson(
            SealedTable.Import,
            row.Id,
            row.Sealed,
            ImportJson.Default.ImportPayload
        );
    }

    public async Task SealAsync(ImportRunRow row, ImportPayload payload, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(row.PersonId, ct);
        row.Sealed = secrets.SealJson(
            SealedTable.Import,
            row.Id,
            payload,
            ImportJson.Default.ImportPayload
        );
    }
}
