using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>What a person says about one item.</summary>
/// <param name="Item">Its key.</param>
/// <param name="Occurrence">The season or period it is said of; null for all.</param>
/// <param name="Until">For "later": when it comes back.</param>
internal sealed record ItemWord(
    string Item,
    DecisionKind Kind,
    DateOnly? Occurrence = null,
    DateOnly? Until = null,
    string? Note = null
);

/// <summary>Keeps a word about one item. Of two words about the same item the later one holds.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class DecideItem(
    HealthDbs dbs,
    EntryStore store,
    ProgrammeInForce programmes,
    PersonFactsReader facts,
    Access access,
    TimeProvider clock
)
{
    private const int LongestNote = 1000;
    private const int YearsLater = 5;

    /// <summary>Somebody else may speak in the same moment: their word is then read, and replaced.</summary>
    private const int Attempts = 3;

    public async Task<Outcome<EntryId>> RunAsync(
        Actor actor,
        PersonId person,
        ItemWord word,
        CancellationToken ct
    )
    {
        var domain = ItemChoice.Type.Domain;
        if (await access.ToAsync(actor, person, ct) is not { } may || !may.MayRead(domain))
            return BookErrors.NotFound;
        if (!may.MayWrite(domain))
            return BookErrors.NotYours;
        var now = clock.GetUtcNow().UtcDateTime;
        try
        {
            var today = (await facts.GetAsync(person, ct)).ZonesOrUsual().DayOf(now);
            if (Check(word, today) is { } refusal)
                return refusal;
            var choice = new ItemChoice
            {
                Item = word.Item,
                Kind = word.Kind,
                Occurrence = word.Occurrence,
                Until = word.Until,
                Note = BookPayload.Clean(word.Note),
                AtUtc = now,
            };
            for (var attempt = 0; attempt < Attempts; attempt++)
                if (await TryAsync(person, choice, ct) is { } answer)
                    return answer;
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

    /// <returns>Null when somebody else was first: it is tried again on what they wrote.</returns>
    private async Task<Outcome<EntryId>?> TryAsync(
        PersonId person,
        ItemChoice choice,
        CancellationToken ct
    )
    {
        await using var db = await dbs.WriteAsync(ct);
        var programme = await programmes.GetAsync(db, ct);
        var rule = choice.Item.Split('#')[0];
        if (!programme.All.Rules.Any(line => line.Id == rule))
            return PreventionErrors.NoSuchLine;
        await WatchMarks.TouchAsync(db, person.Value, ct);
        var type = ItemChoice.Type;
        var before = await store.FindAsync(db, person, type, choice.NaturalKey, ct);
        var id = before?.Id;
        if (before is not null)
            await store.UpdateAsync(db, type, before with { Payload = choice }, ct);
        else
            id = await store.AddAsync(db, person, type, choice, ct, choice.NaturalKey);
        return await db.TrySaveAsync(ct) ? id!.Value : null;
    }

    private static Error? Check(ItemWord word, DateOnly today) =>
        word.Note?.Length > LongestNote ? BookErrors.TooLong(LongestNote)
        : word.Kind != DecisionKind.Later ? null
        : word.Until is not { } until || until <= today ? PreventionErrors.NotLater
        : until > today.AddYears(YearsLater) ? PreventionErrors.TooFar
        : null;
}
