using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <summary>What somebody was typing when the page went away: sealed, one a form and account, 7 days.</summary>
[UseCaseAccess(UseCaseRule.PersonDomain)]
internal sealed class Drafts(HealthDbs dbs, PersonKeys keys, Access access, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);
    private const int Longest = 64 * 1024;

    /// <param name="form">Which form of which page, as in <c>quick-entry</c>.</param>
    /// <param name="text">Whatever the form needs to fill itself again; null or empty forgets it.</param>
    public async Task<Outcome<Done>> SaveAsync(
        Actor actor,
        PersonId person,
        string form,
        string? text,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is null)
            return ReadingErrors.NotFound;
        if (text?.Length > Longest)
            return ReadingErrors.DraftTooLong;
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = secrets.Tag("draft", form);
        try
        {
            await using var db = await dbs.WriteAsync(ct);
            var row = await db
                .Drafts.AsTracking()
                .SingleOrDefaultAsync(
                    d =>
                        d.AccountId == actor.Account.Value
                        && d.PersonId == person.Value
                        && d.Tag == tag,
                    ct
                );
            if (string.IsNullOrEmpty(text))
            {
                if (row is not null)
                    db.Drafts.Remove(row);
            }
            else
            {
                if (row is null)
                    db.Drafts.Add(
                        row = new()
                        {
                            Id = Ids.New(),
                            AccountId = actor.Account.Value,
                            PersonId = person.Value,
                            Tag = tag,
                        }
                    );
                row.UpdatedUtc = clock.GetUtcNow().UtcDateTime;
                secrets.SealInto(row, System.Text.Encoding.UTF8.GetBytes(text));
            }
            // Lost against a second window of the same form: the next pause of typing saves again.
            await db.TrySaveAsync(ct);
            return Done.Value;
        }
        catch (StorageFullException)
        {
            return ReadingErrors.StorageFull;
        }
    }

    /// <summary>Null when there is none, or it is too old.</summary>
    public async Task<string?> ReadAsync(
        Actor actor,
        PersonId person,
        string form,
        CancellationToken ct
    )
    {
        if (await access.ToAsync(actor, person, ct) is null)
            return null;
        var secrets = await keys.GetAsync(person.Value, ct);
        var tag = secrets.Tag("draft", form);
        var since = clock.GetUtcNow().UtcDateTime - Kept;
        await using var db = await dbs.ReadAsync(ct);
        var row = await db.Drafts.SingleOrDefaultAsync(
            d =>
                d.AccountId == actor.Account.Value
                && d.PersonId == person.Value
                && d.Tag == tag
                && d.UpdatedUtc > since,
            ct
        );
        try
        {
            return row is null ? null : System.Text.Encoding.UTF8.GetString(secrets.OpenFrom(row));
        }
        catch (RecordDamagedException)
        {
            return null;
        }
    }

    public Task<Outcome<Done>> ClearAsync(
        Actor actor,
        PersonId person,
        string form,
        CancellationToken ct
    ) => SaveAsync(actor, person, form, null, ct);
}
