using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Settings;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Family;

/// <summary>
/// Lets a person without an account be erased for good after a delay in which any guardian may think again. Only whoever
/// alone stands for them, sees all of it and types the password again, may ask; everybody who sees the person is told.
/// </summary>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class RemovePerson(
    HealthDbs dbs,
    PersonStore store,
    Access access,
    OwnPassword own,
    MailSecrets secrets,
    ErasureLetters letters,
    ErasureOptions options,
    TimeProvider clock
)
{
    public static readonly Error HasAccount = new("family.remove-account");
    public static readonly Error OtherGuardian = new("family.remove-other-guardian");
    public static readonly Error NameDiffers = new("family.remove-name");

    /// <param name="typedName">The person's name, typed again: what cannot be taken back for ever asks twice.</param>
    /// <returns>When it happens. Asked again, the day stays the first one.</returns>
    public async Task<Outcome<DateTime>> RunAsync(
        Actor actor,
        PersonId person,
        string typedName,
        string? password,
        CancellationToken ct
    )
    {
        if (!await access.MayGrantAsync(actor, person, ct))
            return FamilyErrors.NotFound;
        var now = clock.GetUtcNow().UtcDateTime;
        await using (var db = await dbs.ReadAsync(ct))
        {
            if (Refusal(actor, await PersonGrants.ReadAsync(db, person, now, ct)) is { } refusal)
                return refusal;
            // What one may not see one may not erase either.
            if (!await access.MayWriteAsync(actor, person, DomainSets.All, ct))
                return FamilyErrors.NotYours;
            if (!await IsNamedAsync(db, person, typedName, ct))
                return NameDiffers;
        }
        // Last, so that a slip in the name is no guess. A circuit knows no network: its session is counted instead.
        var caller = new Caller($"session {actor.Session:N}", "");
        if (await own.RefusalAsync(actor, password, caller, ct) is { } wrong)
            return wrong;
        return await AskAsync(actor, person, now, ct);
    }

    private async Task<Outcome<DateTime>> AskAsync(
        Actor actor,
        PersonId person,
        DateTime now,
        CancellationToken ct
    )
    {
        var due = now + options.Delay;
        List<Reader> readers;
        string notMe;
        await using (var db = await dbs.WriteAsync(ct))
        {
            // Under the person's lock: a guardian who is added at this moment is seen, or sees that it was asked for.
            var (transaction, grants) = await PersonGrants.LockAsync(db, person, now, ct);
            await using var _ = transaction;
            if (grants is null)
                return FamilyErrors.NotFound;
            if (Refusal(actor, grants) is { } refusal)
                return refusal;
            var before = await db
                .Persons.Where(p => p.Id == person.Value)
                .Select(p => p.EraseAfterUtc)
                .SingleAsync(ct);
            if (before is { } already)
                return already;
            await db
                .Persons.Where(p => p.Id == person.Value)
                .ExecuteUpdateAsync(s => s.SetProperty(p => p.EraseAfterUtc, due), ct);
            notMe = secrets.Add(db, actor.Account.Value, MailTokenPurpose.EndSessions);
            await db.SaveChangesAsync(ct);
            readers = await ErasureLetters.ReadersAsync(db, [person.Value], now, ct);
            await transaction.CommitAsync(ct);
        }
        foreach (var reader in readers)
            if (reader.Account == actor.Account.Value)
                letters.PersonAsked(reader, due, notMe);
            else
                letters.OthersTold(reader, due);
        return due;
    }

    private static Error? Refusal(Actor actor, PersonGrants grants) =>
        grants.HasAccount ? HasAccount
        : grants.Rows.Any(g =>
            g.AccountId != actor.Account.Value && g.Role is GrantRole.Owner or GrantRole.Guardian
        )
            ? OtherGuardian
        : null;

    private async Task<bool> IsNamedAsync(
        HealthDb db,
        PersonId person,
        string typedName,
        CancellationToken ct
    )
    {
        try
        {
            var name = (await store.FindAsync(db, person, ct))?.Payload?.Name;
            return string.Equals(
                name,
                PersonForm.Tidy(typedName),
                StringComparison.CurrentCultureIgnoreCase
            );
        }
        catch (RecordDamagedException)
        {
            // A name that nobody can read any more must not keep the person from being erased.
            return true;
        }
    }
}
