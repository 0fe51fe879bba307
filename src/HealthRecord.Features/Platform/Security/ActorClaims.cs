using System.Globalization;
using System.Security.Claims;
using HealthRecord.Domain;

namespace HealthRecord.Features.Platform.Security;

/// <summary>How an <see cref="Actor"/> stands in the claims of a sign-in or of a personal access token.</summary>
public static class ActorClaims
{
    public const string Person = "hr:person";
    public const string Session = "hr:session";
    public const string Token = "hr:token";
    public const string Domains = "hr:domains";
    public const string MayWrite = "hr:write";

    /// <summary>Null when nobody is signed in.</summary>
    public static Actor? Of(ClaimsPrincipal principal) =>
        principal.Identity?.IsAuthenticated == true
        && Id(principal, ClaimTypes.NameIdentifier) is { } account
        && Id(principal, Person) is { } person
            ? new Actor(
                new AccountId(account),
                new PersonId(person),
                Id(principal, Session),
                ScopeOf(principal)
            )
            : null;

    public static IEnumerable<Claim> Of(Actor actor)
    {
        yield return new Claim(ClaimTypes.NameIdentifier, actor.Account.Value.ToString());
        yield return new Claim(Person, actor.OwnPerson.Value.ToString());
        if (actor.Session is { } session)
            yield return new Claim(Session, session.ToString());
        if (actor.Scope is not { } scope)
            yield break;
        yield return new Claim(Token, scope.Token.ToString());
        yield return new Claim(
            Domains,
            ((int)scope.Domains).ToString(CultureInfo.InvariantCulture)
        );
        yield return new Claim(MayWrite, scope.MayWrite ? "1" : "0");
    }

    private static TokenScope? ScopeOf(ClaimsPrincipal principal) =>
        Id(principal, Token) is { } token
            ? new TokenScope(
                token,
                int.TryParse(
                    principal.FindFirstValue(Domains),
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var domains
                )
                    ? (RecordDomains)domains
                    : RecordDomains.None,
                principal.FindFirstValue(MayWrite) == "1"
            )
            : null;

    private static Guid? Id(ClaimsPrincipal principal, string type) =>
        Guid.TryParse(principal.FindFirstValue(type), out var id) ? id : null;
}
