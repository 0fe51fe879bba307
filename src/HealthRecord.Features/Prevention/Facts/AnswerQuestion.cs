using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Facts;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Facts;

/// <summary>Keeps one answer: yes, no, or that it is not known. The other answers stay as they are, whoever gives them meanwhile.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class AnswerQuestion(
    HealthDbs dbs,
    EntryStore store,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    private const int Attempts = 3;

    /// <param name="answer">Null takes the answer away.</param>
    public async Task<Outcome<Done>> RunAsync(
        Actor actor,
        PersonId person,
        string fact,
        bool? answer,
        CancellationToken ct
    )
    {
        var domain = FactAnswers.Type.Domain;
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(domain))
            return BookErrors.NotFound;
        if (!may.MayWrite(domain))
            return BookErrors.NotYours;
        if (FactCatalogue.Find(fact) is not { IsDated: false })
            return PreventionErrors.NoSuchQuestion;
        try
        {
            var today = (await facts.GetAsync(person, ct))
                .ZonesOrUsual()
                .DayOf(clock.GetUtcNow().UtcDateTime);
            for (var attempt = 0; attempt < Attempts; attempt++)
                if (await TryAsync(person, fact, answer, today, ct))
                    return Done.Value;
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

    /// <returns>False when somebody answered another question in the same moment: it is tried again on theirs.</returns>
    private async Task<bool> TryAsync(
        PersonId person,
        string fact,
        bool? answer,
        DateOnly today,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        await WatchMarks.TouchAsync(db, person.Value, ct);
        var type = FactAnswers.Type;
        var before = await store.FindAsync(db, person, type, FactAnswers.Key, ct);
        var answers = new Dictionary<string, bool>(
            before?.Payload.Answers ?? new Dictionary<string, bool>(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        var days = new Dictionary<string, DateOnly>(
            before?.Payload.On ?? new Dictionary<string, DateOnly>(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
        answers.Remove(fact);
        days.Remove(fact);
        if (answer is { } said)
            (answers[fact], days[fact]) = (said, today);
        var payload = new FactAnswers { Answers = answers, On = days };
        if (before is not null)
            await store.UpdateAsync(db, type, before with { Payload = payload }, ct);
        else
            await store.AddAsync(db, person, type, payload, ct, FactAnswers.Key);
        return await db.TrySaveAsync(ct);
    }
}
