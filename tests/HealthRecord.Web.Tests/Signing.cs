using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Accounts.Tokens;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using HealthRecord.Web.Tests.Api;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests;

/// <summary>Somebody with an account, their browser, their program, and themselves as use cases know them.</summary>
internal sealed record Member(
    string Address,
    Visitor Browser,
    ApiProgram Program,
    Actor Actor,
    string OwnPerson,
    string Token
) : IDisposable
{
    public void Dispose()
    {
        Browser.Dispose();
        Program.Dispose();
    }
}

internal static class Signing
{
    private const int Everything = (int)DomainSets.All;

    /// <summary>Signs up in the browser and makes a token there, as anybody would.</summary>
    public static async Task<Member> MemberAsync(
        this ProductApp app,
        string address,
        CancellationToken ct,
        string name = "Camille"
    )
    {
        var browser = await app.SignedUpAsync(address, name, ct: ct);
        var token = await browser.TokenAsync(Everything, ct: ct);
        var known = await app.Services.GetRequiredService<TokenStore>().FindAsync(token, ct);
        // As the pages know them: by a session, not narrowed by the token.
        var actor = known! with
        {
            Scope = null,
            Session = Guid.NewGuid(),
        };
        return new(
            address,
            browser,
            new ApiProgram(app.Url, token),
            actor,
            actor.OwnPerson.Value.ToString(),
            token
        );
    }

    /// <summary>Lets somebody see a part of a person's record, as if it had been granted an hour ago.</summary>
    public static async Task GrantAsync(
        this ProductApp app,
        Member to,
        string person,
        RecordDomains domains,
        CancellationToken ct
    )
    {
        await using var db = await app.Services.GetRequiredService<HealthDbs>().WriteAsync(ct);
        db.Add(
            new Grant
            {
                Id = Ids.New(),
                AccountId = to.Actor.Account.Value,
                PersonId = Guid.Parse(person),
                Role = GrantRole.Carer,
                Domains = domains,
                FromUtc = DateTime.UtcNow.AddHours(-1),
                GrantedByAccountId = to.Actor.Account.Value,
            }
        );
        await db.SaveChangesAsync(ct);
    }

    public static T Get<T>(this ProductApp app)
        where T : notnull => app.Services.GetRequiredService<T>();
}
