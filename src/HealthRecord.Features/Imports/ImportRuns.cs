using System.Security.Cryptography;
using System.Text.Json;
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
        return Open(secrets, row);
    }

    public async Task SealAsync(ImportRunRow row, ImportPayload payload, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(row.PersonId, ct);
        Seal(secrets, row, payload);
    }

    public static void Seal(PersonSecrets secrets, ImportRunRow row, ImportPayload payload)
    {
        var plain = ImportPayload.Format.Write(payload);
        row.Sealed = secrets.Seal(SealedTable.Import, row.Id, plain);
        CryptographicOperations.ZeroMemory(plain);
    }

    /// <exception cref="RecordDamagedException">It does not open.</exception>
    public static ImportPayload Open(PersonSecrets secrets, ImportRunRow row)
    {
        var plain = secrets.Open(SealedTable.Import, row.Id, row.Sealed);
        try
        {
            using var written = JsonDocument.Parse(plain);
            return ImportPayload.Format.Read(written.RootElement);
        }
        // Not handed on: a JSON error may quote the value.
        catch (JsonException)
        {
            throw secrets.Damaged(row);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
