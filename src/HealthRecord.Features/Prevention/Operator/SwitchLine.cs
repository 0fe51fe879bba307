using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Prevention.Operator;

/// <summary>Lets an unconfirmed line of the programme in force speak, or silences it again.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class SwitchLine(HealthDbs dbs, ProgrammeInForce programmes, TimeProvider clock)
{
    public static readonly Error NotUnconfirmed = new("prevention.not-unconfirmed");

    public async Task<Outcome<Rule>> RunAsync(string line, bool on, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        var before = await programmes.GetAsync(db, ct);
        if (before.All.Rules.FirstOrDefault(rule => rule.Id == line) is not { } rule)
            return PreventionErrors.NoSuchLine;
        if (rule.Confidence != Confidence.Unconfirmed)
            return NotUnconfirmed;
        if (before.TurnedOn.Contains(line) == on)
            return rule;
        var content = await db
            .ProgrammeFiles.AsNoTracking()
            .Where(file => file.Id == before.Id)
            .Select(file => file.Content)
            .FirstOrDefaultAsync(ct);
        db.ProgrammeFiles.Add(
            ProgrammeRows.After(
                before,
                content ?? [],
                on ? before.TurnedOn.Append(line) : before.TurnedOn.Where(other => other != line),
                clock.GetUtcNow().UtcDateTime
            )
        );
        await db.SaveChangesAsync(ct);
        return rule;
    }
}
