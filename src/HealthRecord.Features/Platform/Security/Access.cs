using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Platform.Security;

/// <summary>Who may do what to whom, read from the grants at every question.</summary>
/// <remarks>
/// A person is resolved through the actor's grants, never by id first: an id of another family and one that does not
/// exist get the same answer after the same work. Owners, guardians and carers write, viewers read. A personal access
/// token only narrows.
/// </remarks>
public sealed class Access
{
    private readonly HealthDbs dbs;
    private readonly TimeProvider clock;

    internal Access(HealthDbs dbs, TimeProvider clock)
    {
        this.dbs = dbs;
        this.clock = clock;
    }

    /// <summary>Every one of the domains must be readable; none asked is refused.</summary>
    public async Task<bool> MayReadAsync(
        Actor actor,
        PersonId person,
        RecordDomains domains,
        CancellationToken ct
    ) => (await ToAsync(actor, person, ct))?.MayRead(domains) ?? false;

    /// <inheritdoc cref="MayReadAsync"/>
    public async Task<bool> MayWriteAsync(
        Actor actor,
        PersonId person,
        RecordDomains domains,
        CancellationToken ct
    ) => (await ToAsync(actor, person, ct))?.MayWrite(domains) ?? false;

    /// <summary>Owners and guardians share a record with others; a token never does.</summary>
    public async Task<bool> MayGrantAsync(Actor actor, PersonId person, CancellationToken ct) =>
        actor.Scope is null
        && await ToAsync(actor, person, ct) is { Role: GrantRole.Owner or GrantRole.Guardian };

    public async Task<(RecordDomains Readable, RecordDomains Writable)> DomainsAsync(
        Actor actor,
        PersonId person,
        CancellationToken ct
    ) =>
        await ToAsync(actor, person, ct) is { } access
            ? (access.Readable, access.Writable)
            : (RecordDomains.None, RecordDomains.None);

    /// <summary>Null when the actor has nothing to do with the person, or there is no such person.</summary>
    public async Task<PersonAccess?> ToAsync(Actor actor, PersonId person, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var grants = await Holding(db, actor)
            .Where(g => g.PersonId == person.Value)
            .ToListAsync(ct);
        return Combine(actor, person, grants);
    }

    /// <summary>The persons that the actor may see at all: oneself first, then in the order of their ids.</summary>
    public async Task<IReadOnlyList<PersonAccess>> PersonsAsync(Actor actor, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        var grants = await Holding(db, actor).ToListAsync(ct);
        return grants
            .GroupBy(g => new PersonId(g.PersonId))
            .Select(g => Combine(actor, g.Key, [.. g]))
            .OfType<PersonAccess>()
            .OrderBy(a => a.Person != actor.OwnPerson)
            .ThenBy(a => a.Person.Value)
            .ToList();
    }

    private IQueryable<Grant> Holding(HealthDb db, Actor actor)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var account = actor.Account.Value;
        return db.Grants.Where(g =>
            g.AccountId == account
            && g.FromUtc <= now
            && (g.UntilUtc == null || now < g.UntilUtc)
            && (g.RevokedUtc == null || now < g.RevokedUtc)
        );
    }

    /// <param name="grants">Those of the actor on the person that hold now.</param>
    internal static PersonAccess? Combine(Actor actor, PersonId person, List<Grant> grants)
    {
        if (grants.Count == 0)
            return null;
        var readable = RecordDomains.None;
        var writable = RecordDomains.None;
        foreach (var grant in grants)
        {
            // One's own record is one's own whatever the row lists; everything else is as it was ticked.
            var domains =
                grant.Role == GrantRole.Owner && actor.OwnPerson == person
                    ? DomainSets.All
                    : grant.Domains & DomainSets.All;
            readable |= domains;
            if (grant.Role is GrantRole.Owner or GrantRole.Guardian or GrantRole.Carer)
                writable |= domains;
        }
        if (actor.Scope is { } scope)
        {
            readable &= scope.Domains;
            writable &= scope.MayWrite ? scope.Domains : RecordDomains.None;
        }
        return new PersonAccess(person, grants.Min(g => g.Role), readable, writable);
    }
}
