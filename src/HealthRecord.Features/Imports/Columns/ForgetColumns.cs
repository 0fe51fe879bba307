using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Imports;

/// <summary>Forgets how the columns of a table were read: the next file with them asks. What was imported stays.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ForgetColumns(HealthDbs dbs, ImportRuns runs, RememberedColumns remembered)
{
    private const int Tries = 5;

    public async Task<Outcome<Done>> RunAsync(Actor actor, ImportId run, CancellationToken ct)
    {
        try
        {
            for (var attempt = 0; attempt < Tries; attempt++)
            {
                await using var db = await dbs.WriteAsync(ct);
                if (await runs.FindAsync(db, actor, run, ct) is not { } row)
                    return ImportErrors.NotFound;
                var payload = await runs.OpenAsync(row, ct);
                if (payload.Report is not { Columns: { } question } report)
                    return ImportErrors.NotNow;
                await remembered.ForgetAsync(db, new(row.PersonId), question, ct);
                var said = report with { ColumnMemory = ColumnMemory.Forgotten };
                await runs.SealAsync(row, payload with { Report = said }, ct);
                if (await db.TrySaveAsync(ct))
                    return Done.Value;
            }
        }
        catch (RecordDamagedException)
        {
            return ImportErrors.RecordDamaged;
        }
        return ImportErrors.Busy;
    }
}
