using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Dashboard.Entry;

/// <summary>Keeps what a reader was typing for a person, sealed under the reader's own key, for 7 days.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class EntryDrafts(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The draft, or null.</summary>
    public async Task<EntryDraft?> RunAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(actor.OwnPerson.Value, ct);
        await using var db = await dbs.ReadAsync(ct);
        var row = await FindAsync(db, secrets, actor, person, ct);
        if (row is null || clock.GetUtcNow().UtcDateTime - row.UpdatedUtc > Kept)
            return null;
        try
        {
            return secrets.OpenJson(
                SealedTable.Draft,
                row.Id,
                row.Sealed,
                EntryDraftJson.Default.EntryDraft
            );
        }
        catch (RecordDamagedException)
        {
            return null;
        }
    }

    public async Task KeepAsync(
        Actor actor,
        PersonId person,
        EntryDraft draft,
        CancellationToken ct
    )
    {
        var secrets = await keys.GetAsync(actor.OwnPerson.Value, ct);
        await using var db = await dbs.WriteAsync(ct);
        var row = await FindAsync(db, secrets, actor, person, ct);
        if (row is null)
        {
            row = new DraftRow
            {
                Id = Ids.New(clock),
                AccountId = actor.Account.Value,
                PersonId = actor.OwnPerson.Value,
                Tag = TagOf(secrets, person),
            };
            db.Add(row);
        }
        row.UpdatedUtc = clock.GetUtcNow().UtcDateTime;
        row.Sealed = secrets.SealJson(
            SealedTable.Draft,
            row.Id,
            draft,
            EntryDraftJson.Default.EntryDraft
        );
        // A second page of the same reader was faster: the newer text comes with the next pause.
        await db.TrySaveAsync(ct);
    }

    public async Task DropAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        var secrets = await keys.GetAsync(actor.OwnPerson.Value, ct);
        await using var db = await dbs.WriteAsync(ct);
        if (await FindAsync(db, secrets, actor, person, ct) is not { } row)
            return;
        db.Remove(row);
        await db.TrySaveAsync(ct);
    }

    private static Task<DraftRow?> FindAsync(
        HealthDb db,
        PersonSecrets secrets,
        Actor actor,
        PersonId person,
        CancellationToken ct
    )
    {
        var tag = TagOf(secrets, person);
        return db.Drafts.SingleOrDefaultAsync(
            d => d.AccountId == actor.Account.Value && d.Tag == tag,
            ct
        );
    }

    private static byte[] TagOf(PersonSecrets secrets, PersonId person) =>
        secrets.Tag("draft", $"entry\u001f{person}");
}
