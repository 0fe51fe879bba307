using HealthRecord.Domain;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>Writes down that something of the programme that is no injection was done on a day.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class RecordDone(
    HealthDbs dbs,
    EntryStore store,
    ProgrammeInForce programmes,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    public async Task<Outcome<EntryId>> RunAsync(
        Actor actor,
        PersonId person,
        string rule,
        DateOnly? on,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(Domain))
            return BookErrors.NotFound;
        if (!may.MayWrite(Domain))
            return BookErrors.NotYours;
        try
        {
            var known = await facts.GetAsync(person, ct);
            var today = known.ZonesOrUsual().DayOf(clock.GetUtcNow().UtcDateTime);
            if (BookErrors.CheckPast(on, today) is { } refusal)
                return refusal;
            if (on < known?.BornOn)
                return PreventionErrors.BeforeBirth;
            await using var db = await dbs.WriteAsync(ct);
            var programme = await programmes.GetAsync(db, ct);
            if (programme.All.Rules.FirstOrDefault(r => r.Id == rule) is not { } line)
                return PreventionErrors.NoSuchLine;
            var payload = new ProgrammeDone
            {
                Rule = rule,
                On = on!.Value,
                Kind = line.Kind,
                Title = line.Title,
                Procedure = line.Recurrence?.Procedure,
            };
            await WatchMarks.TouchAsync(db, person.Value, ct);
            var added = await store.AddAsync(
                db,
                person,
                ProgrammeDone.Type,
                payload,
                ct,
                payload.NaturalKey
            );
            // Two parents may write the same thing at once: the index on the natural key decides.
            return await db.TrySaveAsync(ct) ? added : BookErrors.AlreadyThere;
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
        catch (StorageFullException)
        {
            return BookErrors.StorageFull;
        }
    }

    private static RecordDomains Domain => ProgrammeDone.Type.Domain;
}
