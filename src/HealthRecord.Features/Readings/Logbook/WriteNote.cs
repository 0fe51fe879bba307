using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Readings;

/// <param name="Entry">The note to change and the version that was seen; null for a new one.</param>
public sealed record NoteForm(
    DateTime AtUtc,
    string Text,
    string? Zone = null,
    EntryId? Entry = null,
    long SeenVersion = 0
);

/// <summary>Writes a note into the logbook, changes one, or deletes it when its text is empty.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class WriteNote(
    HealthDbs dbs,
    Access access,
    EntryStore entries,
    AnsweredOperations operations
)
{
    private const int Longest = 5000;

    public async Task<Outcome<EntryId>> RunAsync(
        Actor actor,
        PersonId person,
        NoteForm form,
        Guid operation,
        CancellationToken ct
    )
    {
        if (
            await access.ToAsync(actor, person, ct) is not { } may
            || !may.MayRead(Note.Type.Domain)
        )
            return ReadingErrors.NotFound;
        if (!may.MayWrite(Note.Type.Domain))
            return ReadingErrors.NotYours;
        var act = new OperationId(nameof(WriteNote), operation);
        try
        {
            var answer = await operations.OnceAsync(
                actor,
                act,
                () => StoreAsync(actor, person, form, act, ct),
                ct
            );
            return answer.Error is { } refusal
                ? refusal
                : new EntryId(Guid.ParseExact(answer.Value, "N"));
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
        catch (RecordDamagedException)
        {
            return ReadingErrors.Damaged;
        }
    }

    private async Task<Outcome<string>> StoreAsync(
        Actor actor,
        PersonId person,
        NoteForm form,
        OperationId act,
        CancellationToken ct
    )
    {
        var text = form.Text.Trim();
        if (text.Length > Longest)
            return ReadingErrors.NoteLong(Longest);
        if (text.Length == 0 && form.Entry is null)
            return ReadingErrors.NoteEmpty;
        var note = new Note(form.AtUtc, form.Zone, text, actor.Account.Value);
        await using var db = await dbs.WriteAsync(ct);
        EntryId id;
        if (form.Entry is { } known)
        {
            if (await entries.FindAsync(db, person, Note.Type, known, ct) is not { } stored)
                return ReadingErrors.NotFound;
            stored = stored with { RowVersion = form.SeenVersion };
            id = known;
            if (text.Length == 0)
                await entries.RemoveAsync(db, Note.Type, stored, ct);
            else
                await entries.UpdateAsync(
                    db,
                    Note.Type,
                    stored with
                    {
                        Payload = note,
                        Month = note.Month,
                    },
                    ct
                );
        }
        else
        {
            id = await entries.AddAsync(db, person, Note.Type, note, ct, month: note.Month);
        }
        await operations.RememberAsync(db, actor, person, act, id.ToString(), ct);
        if (await db.TrySaveAsync(ct))
            return id.ToString();
        return await operations.RecallAsync(actor, act, ct) is { } said
            ? said
            : ReadingErrors.NoteChanged;
    }
}
