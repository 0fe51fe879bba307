using System.Security.Cryptography;
using HealthRecord.Domain;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace HealthRecord.Features.Imports;

/// <summary>A run that waits for its file.</summary>
public sealed record StartedImport(ImportId Run, long ReceivedBytes);

/// <summary>Opens a run for a file of a known length, or goes on with the one that the same sender left in the middle.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class StartImport(
    HealthDbs dbs,
    PersonKeys keys,
    Access access,
    IOptions<ImportOptions> options,
    TimeProvider clock
)
{
    private const int LongestFingerprint = 128;

    public async Task<Outcome<StartedImport>> RunAsync(
        Actor actor,
        PersonId person,
        string fileName,
        long totalBytes,
        CancellationToken ct,
        string? fingerprint = null
    )
    {
        var reach = await access.DomainsAsync(actor, person, ct);
        if (reach.Writable == RecordDomains.None)
            return reach.Readable == RecordDomains.None
                ? ImportErrors.NotFound
                : ImportErrors.NotYours;
        if (totalBytes <= 0)
            return ImportErrors.Empty;
        if (totalBytes > options.Value.MaxUploadBytes)
            return ImportErrors.TooLarge(options.Value.MaxUploadBytes);

        var secrets = await keys.GetAsync(person.Value, ct);
        var name = FileNames.Shown(fileName);
        if (fingerprint is { Length: 0 or > LongestFingerprint })
            fingerprint = null;
        await using var db = await dbs.WriteAsync(ct);
        var open = await db
            .ImportRuns.Where(r =>
                r.AccountId == actor.Account.Value && r.State == ImportState.Uploading
            )
            .ToListAsync(ct);
        var same = open.FirstOrDefault(r =>
            r.PersonId == person.Value
            && r.TotalBytes == totalBytes
            && IsSame(ImportRuns.Open(secrets, r), name, fingerprint)
        );
        if (same is not null)
            return new StartedImport(new(same.Id), same.ReceivedBytes);
        if (open.Count >= options.Value.MaxUploadsAtOnce)
            return ImportErrors.TooManyAtOnce;

        var run = new ImportRunRow
        {
            Id = Ids.New(),
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            State = ImportState.Uploading,
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
            TotalBytes = totalBytes,
        };
        var payload = new ImportPayload
        {
            FileName = name,
            Fingerprint = fingerprint,
            FileKey = RandomNumberGenerator.GetBytes(32),
            Scope = actor.Scope?.Domains,
        };
        ImportRuns.Seal(secrets, run, payload);
        db.ImportRuns.Add(run);
        try
        {
            return await db.TrySaveAsync(ct)
                ? new StartedImport(new(run.Id), 0)
                : ImportErrors.TooManyAtOnce;
        }
        catch (StorageFullException)
        {
            return ImportErrors.StorageFull;
        }
    }

    // A name and a length are not enough: a second export of the same length would be glued to the first half of another.
    private static bool IsSame(ImportPayload open, string name, string? fingerprint) =>
        fingerprint is not null && open.Fingerprint == fingerprint && open.FileName == name;
}
