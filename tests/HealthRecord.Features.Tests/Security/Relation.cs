using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;

namespace HealthRecord.Features.Tests.Security;

/// <summary>How an account stands to a person: one column of the matrix.</summary>
/// <param name="Holds">A grant holds now, whatever it covers.</param>
/// <param name="Opens">The grant, and a token's scope, cover the domain.</param>
public sealed record Relation(string Name, bool Holds, bool Opens, bool MayWrite = true)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public static IReadOnlyList<Relation> All { get; } =
    [
        new("granted", Holds: true, Opens: true),
        new("granted-for-another-domain", Holds: true, Opens: false),
        new("expired", Holds: false, Opens: false),
        new("future", Holds: false, Opens: false),
        new("revoked", Holds: false, Opens: false),
        new("same-household", Holds: false, Opens: false),
        new("other-household", Holds: false, Opens: false),
        new("token", Holds: true, Opens: true),
        new("token-that-reads", Holds: true, Opens: true, MayWrite: false),
        new("token-for-another-domain", Holds: true, Opens: false),
    ];

    public bool IsToken => Name.StartsWith("token", StringComparison.Ordinal);

    /// <summary>What is open to an account in this relation whose grant covers <paramref name="covered"/>.</summary>
    public RecordDomains OpenOf(RecordDomains covered) =>
        Opens ? covered
        : Name == "granted-for-another-domain" ? Other(covered)
        : RecordDomains.None;

    /// <summary>A new account in this relation to Léo, with a grant of this role and these domains.</summary>
    public async Task<Actor> EstablishAsync(
        TestFamily family,
        string name,
        GrantRole role,
        RecordDomains covered,
        CancellationToken ct
    )
    {
        var actor =
            Name == "other-household"
                ? await family.AddStrangerAsync(name, ct)
                : await family.AddAdultAsync(name, ct);
        var person = family.Person("Léo");
        var other = Other(covered);
        Task Grant(
            RecordDomains domains,
            TimeSpan? from = null,
            TimeSpan? until = null,
            TimeSpan? revoked = null
        ) => family.GrantAsync(actor, person, role, domains, from, until, revoked, ct);
        switch (Name)
        {
            case "granted":
            case "token":
            case "token-that-reads":
            case "token-for-another-domain":
                await Grant(covered);
                break;
            case "granted-for-another-domain":
                await Grant(other);
                break;
            case "expired":
                await Grant(covered, from: -2 * Hour, until: TimeSpan.Zero);
                break;
            case "future":
                await Grant(covered, from: Hour);
                break;
            case "revoked":
                await Grant(covered, from: -2 * Hour, revoked: -Hour);
                break;
        }
        return IsToken
            ? actor with
            {
                Session = null,
                Scope = new TokenScope(
                    Ids.New(),
                    Name == "token-for-another-domain" ? other : covered,
                    MayWrite
                ),
            }
            : actor;
    }

    private static RecordDomains Other(RecordDomains covered) =>
        DomainSets.All & ~covered & ~DomainSets.Sensitive;
}
