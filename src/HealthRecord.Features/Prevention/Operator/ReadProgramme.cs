using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Operator;

/// <summary>The programme in force, for the operator.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class ReadProgramme(HealthDbs dbs, ProgrammeInForce programmes)
{
    public async Task<Programme> RunAsync(CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await programmes.GetAsync(db, ct);
    }
}
