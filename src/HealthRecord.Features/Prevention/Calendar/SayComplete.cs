using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>"The record is complete up to this day" for one kind: from then on what is not written down was not done.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class SayComplete(
    HealthDbs dbs,
    EntryStore store,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    private const int Attempts = 3;

    public async Task<Outcome<EntryId>> RunAsync(
        Actor actor,
        PersonId person,
        RuleKind kind,
        DateOnly? day,
        CancellationToken ct
    )
    {
        var domain = CompleteUpTo.Type.Domain;
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(domain))
            return BookErrors.NotFound;
        if (!may.MayWrite(domain))
            return BookErrors.NotYours;
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            var known = await facts.GetAsync(person, ct);
            if (BookErrors.CheckPast(day, known.ZonesOrUsual().DayOf(now)) is { } refusal)
                return refusal;
            if (day < known?.BornOn)
                return PreventionErrors.BeforeBirth;
            var word = new CompleteUpTo
            {
                Kind = kind,
                Day = day!.Value,
                AtUtc = now,
            };
            for (var attempt = 0; attempt < Attempts; attempt++)
                if (await TryAsync(person, word, ct) is { } kept)
                    return kept;
            return BookErrors.Changed;
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

    /// <returns>Null when somebody else was first.</returns>
    private async Task<EntryId?> TryAsync(PersonId person, CompleteUpTo word, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        await WatchMarks.TouchAsync(db, person.Value, ct);
        var type = CompleteUpTo.Type;
        var before = await store.FindAsync(db, person, type, word.NaturalKey, ct);
        var id = before?.Id;
        if (before is not null)
            await store.UpdateAsync(db, type, before with { Payload = word }, ct);
        else
            id = await store.AddAsync(db, person, type, word, ct, word.NaturalKey);
        return await db.TrySaveAsync(ct) ? id : null;
    }
}
