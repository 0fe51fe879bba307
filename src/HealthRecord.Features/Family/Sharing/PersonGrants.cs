using System.Data;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>The grants on one person, and the rules that keep everybody from being left without a guardian.</summary>
/// <param name="Owner">The account whose own record this is; null for a person without an account.</param>
/// <param name="Rows">Those that are neither revoked nor over.</param>
/// <param name="Leaving">Accounts that are about to be deleted: they are here, and nobody counts on them.</param>
internal sealed record PersonGrants(
    PersonId Person,
    AccountId? Owner,
    IReadOnlyList<Grant> Rows,
    IReadOnlySet<Guid> Leaving,
    DateTime Now
)
{
    public bool HasAccount => Owner is not null;

    /// <summary>The strongest grant of the account that holds now.</summary>
    public GrantRole? RoleOf(AccountId account) =>
        Rows.Where(g => g.AccountId == account.Value && g.FromUtc <= Now)
            .Select(g => (GrantRole?)g.Role)
            .Min();

    /// <summary>Null when the account may end or change this grant.</summary>
    public Error? MayTouch(AccountId account, Grant grant)
    {
        if (IsOwnersOwn(grant))
            return SharingErrors.OwnRecord;
        var isMine = grant.AccountId == account.Value;
        var mayGrant = RoleOf(account) is GrantRole.Owner or GrantRole.Guardian;
        if (!isMine && !mayGrant)
            return FamilyErrors.NotFound;
        // Two guardians have equal rights: neither removes the other. Who owns the record removes anybody.
        return !isMine && grant.Role is GrantRole.Guardian && RoleOf(account) is not GrantRole.Owner
            ? SharingErrors.OtherGuardian
            : null;
    }

    /// <summary>Null when somebody can still stand for the person if this grant ends or becomes less.</summary>
    public Error? MayLoseGuardian(Grant grant) =>
        HasAccount || !IsLasting(grant) || Rows.Any(g => g.Id != grant.Id && Stays(g))
            ? null
            : SharingErrors.LastGuardian;

    /// <summary>Whether nobody stands for a person without an account once this one is gone.</summary>
    /// <param name="evenLeaving">Count those who are leaving too: they are here until their own day.</param>
    public bool LeavesAlone(AccountId account, bool evenLeaving = false) =>
        !HasAccount
        && !Rows.Any(g => g.AccountId != account.Value && (evenLeaving ? IsLasting(g) : Stays(g)));

    public bool IsOwnersOwn(Grant grant) =>
        grant.Role is GrantRole.Owner && grant.AccountId == Owner?.Value;

    /// <summary>Reads under a lock: two guardians who leave at once are asked one after the other.</summary>
    /// <remarks>The update changes nothing; it takes the person's row until the transaction ends, on both providers.</remarks>
    /// <returns>The transaction to commit, and null when there is no such person.</returns>
    public static async Task<(IDbContextTransaction Transaction, PersonGrants? Grants)> LockAsync(
        HealthDb db,
        PersonId person,
        DateTime now,
        CancellationToken ct
    )
    {
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var found = await db
            .Persons.Where(p => p.Id == person.Value)
            .ExecuteUpdateAsync(s => s.SetProperty(p => p.Version, p => p.Version), ct);
        return (transaction, found == 0 ? null : await ReadAsync(db, person, now, ct));
    }

    public static async Task<PersonGrants> ReadAsync(
        HealthDb db,
        PersonId person,
        DateTime now,
        CancellationToken ct
    )
    {
        var owner = await db
            .Users.Where(a => a.OwnPersonId == person.Value)
            .Select(a => (Guid?)a.Id)
            .SingleOrDefaultAsync(ct);
        var rows = await db
            .Grants.AsTracking()
            .Where(g => g.PersonId == person.Value)
            .NotOver(now)
            .ToListAsync(ct);
        var leaving = await db
            .Users.Where(a =>
                a.EraseAfterUtc != null
                && db.Grants.Any(g => g.PersonId == person.Value && g.AccountId == a.Id)
            )
            .Select(a => a.Id)
            .ToListAsync(ct);
        return new(
            person,
            owner is { } id ? new AccountId(id) : null,
            rows,
            leaving.ToHashSet(),
            now
        );
    }

    private bool Stays(Grant g) => IsLasting(g) && !Leaving.Contains(g.AccountId);

    // Who has only a while, or begins later, does not count: the day they end nobody would be left.
    private bool IsLasting(Grant g) =>
        g.Role is GrantRole.Owner or GrantRole.Guardian && g.FromUtc <= Now && g.UntilUtc is null;
}
