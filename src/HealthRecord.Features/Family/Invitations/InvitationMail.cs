using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>Writes an invitation in the inviter's language, hands it over, and notes that it left.</summary>
internal sealed class InvitationMail(
    HealthDbs dbs,
    PersonFactsReader facts,
    Outbox outbox,
    PublicAddress site,
    IStringLocalizer<FamilyTexts> texts,
    TimeProvider clock
)
{
    public async Task SendAsync(
        Actor inviter,
        Guid invitation,
        string address,
        string secret,
        CancellationToken ct
    )
    {
        var name = (await facts.GetAsync(inviter.OwnPerson, ct))?.Name ?? "";
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.WriteAsync(ct);
        var language = await db
            .Users.Where(a => a.Id == inviter.Account.Value)
            .Select(a => a.Language)
            .SingleOrDefaultAsync(ct);
        await db
            .Invitations.Where(i => i.Id == invitation)
            .ExecuteUpdateAsync(s => s.SetProperty(i => i.SentUtc, now), ct);
        outbox.Post(Write(name, address, secret, language ?? "fr-FR"));
    }

    private Letter Write(string inviter, string address, string secret, string language)
    {
        using var _ = LetterLanguage.Of(language);
        return new Letter(
            address,
            language,
            texts["family.letter-subject", inviter],
            [texts["family.letter-1", inviter], texts["family.letter-2"], texts["family.letter-3"]],
            new LetterLink(texts["family.letter-link"], site.To($"/invitation/{secret}"))
        );
    }
}
