using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Settings;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.Tokens;

internal sealed record TokenForm(
    string? Name,
    RecordDomains Domains,
    bool MayWrite,
    int Days,
    string? Password
);

/// <summary>Makes a personal access token. The answer is shown once; afterwards only its hash exists.</summary>
[UseCaseAccess(UseCaseRule.OwnAccount)]
internal sealed class CreateToken(
    HealthDbs dbs,
    PersonKeys keys,
    OwnPassword own,
    MailSecrets secrets,
    AccountLetters letters,
    TimeProvider clock
)
{
    public const int LongestName = 60;
    public const int MostTokens = 50;
    public static readonly IReadOnlyList<int> Days = [30, 90, 365];

    public async Task<Outcome<string>> RunAsync(
        Actor actor,
        TokenForm form,
        Caller caller,
        CancellationToken ct
    )
    {
        var name = PersonForm.Tidy(form.Name ?? "");
        if (name.Length is 0 or > LongestName)
            return AccountErrors.TokenNameNeeded;
        var domains = form.Domains & DomainSets.All;
        if (domains == RecordDomains.None)
            return AccountErrors.TokenDomainNeeded;
        if (!Days.Contains(form.Days))
            return AccountErrors.TokenTimeUnknown;
        if (await own.RefusalAsync(actor, form.Password, caller, ct) is { } wrong)
            return wrong;

        var token = TokenDefaults.Prefix + Secret.New();
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new ApiToken
        {
            Id = Ids.New(clock),
            AccountId = actor.Account.Value,
            OwnPersonId = actor.OwnPerson.Value,
            SecretHash = Secret.Hash(token),
            Domains = domains,
            MayWrite = form.MayWrite,
            CreatedUtc = now,
            ExpiresUtc = now.AddDays(form.Days),
        };
        var owner = await keys.GetAsync(actor.OwnPerson.Value, ct);
        row.Sealed = owner.SealJson(
            SealedTable.Token,
            row.Id,
            new TokenPayload { Name = name },
            TokenJson.Default.TokenPayload
        );
        await using var db = await dbs.WriteAsync(ct);
        if (
            await db.ApiTokens.CountAsync(
                t => t.AccountId == row.AccountId && t.RevokedUtc == null && t.ExpiresUtc > now,
                ct
            ) >= MostTokens
        )
            return AccountErrors.TokensMany;
        db.Add(row);
        var notMe = secrets.Add(db, row.AccountId, MailTokenPurpose.EndSessions);
        await db.SaveChangesAsync(ct);
        letters.TokenMade(await db.Users.SingleAsync(a => a.Id == row.AccountId, ct), notMe);
        return token;
    }
}
