using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;

namespace HealthRecord.Features.Prevention.Calendar;

/// <summary>What the programme says for a person, as far as the actor may see, and what was said about it.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class ReadCalendar(
    HealthDbs dbs,
    EntryStore store,
    PersonProgramme programme,
    Access access,
    TimeProvider clock
)
{
    private static readonly string[] Words =
    [
        ItemChoice.Type.Code,
        ProgrammeDone.Type.Code,
        CompleteUpTo.Type.Code,
    ];

    public async Task<Outcome<CalendarView>> RunAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        // Without the injections nearly everything would look forgotten: who does not see them sees no calendar.
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(RecordDomains.Medication)
        )
            return BookErrors.NotFound;
        try
        {
            await using var db = await dbs.ReadAsync(ct);
            var now = clock.GetUtcNow().UtcDateTime;
            var said = await programme.ReadAsync(db, person, may.Readable, now, ct);
            var words = await store.SeveralAsync(db, person, Words, ct);
            var (choices, done, complete) = (
                words.Of(ItemChoice.Type),
                words.Of(ProgrammeDone.Type),
                words.Of(CompleteUpTo.Type)
            );
            return new CalendarView(
                said,
                choices.Entries,
                done.Entries,
                complete.Entries,
                may,
                choices.Unreadable.Count + done.Unreadable.Count + complete.Unreadable.Count
            );
        }
        catch (RecordDamagedException)
        {
            return BookErrors.Damaged;
        }
    }
}

/// <param name="Said">Null where no birth date is known: there is nothing to count from.</param>
/// <param name="Unreadable">Words of the person that do not open any more.</param>
internal sealed record CalendarView(
    ProgrammeReading? Said,
    IReadOnlyList<StoredEntry<ItemChoice>> Choices,
    IReadOnlyList<StoredEntry<ProgrammeDone>> Done,
    IReadOnlyList<StoredEntry<CompleteUpTo>> Complete,
    PersonAccess May,
    int Unreadable
)
{
    public bool MayWrite => May.MayWrite(RecordDomains.Medication);

    public bool SeesPrivate => May.MayRead(RecordDomains.SexualReproductive);

    /// <summary>Whether an unanswered question is one that this reader could see answered.</summary>
    public bool SeesFacts => May.MayRead(RecordDomains.Facts);
}
