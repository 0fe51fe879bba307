using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Operator;

/// <summary>Puts a rule file in force, or refuses it whole: the previous one then stays.</summary>
/// <remarks>Lines that were turned on stay on where the new file still has them.</remarks>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class LoadProgramme(HealthDbs dbs, ProgrammeInForce programmes, TimeProvider clock)
{
    /// <param name="file">The rule file as it is; null goes back to the one that the product ships with.</param>
    public async Task<RuleFileReading> RunAsync(byte[]? file, CancellationToken ct)
    {
        var reading = file is null ? new(RuleFile.Embedded, []) : RuleFile.Read(file);
        if (reading.Rules is not { } rules)
            return reading;
        await using var db = await dbs.WriteAsync(ct);
        var before = await programmes.GetAsync(db, ct);
        db.ProgrammeFiles.Add(
            ProgrammeRows.After(
                before,
                file is null ? [] : ProgrammeInForce.Pack(file),
                before.TurnedOn.Where(line => rules.Rules.Any(rule => rule.Id == line)),
                clock.GetUtcNow().UtcDateTime
            )
        );
        await db.SaveChangesAsync(ct);
        return reading;
    }
}
