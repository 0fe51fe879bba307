using System.Globalization;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Operations.Erasing;

/// <summary>Somebody to write to.</summary>
internal sealed record Reader(Guid Account, string Address, string Language);

/// <summary>What is written about an erasure: that it will be, that it will not, that it was. No letter names a person.</summary>
internal sealed class ErasureLetters(
    Outbox outbox,
    PublicAddress address,
    IStringLocalizer<ErasureTexts> texts
)
{
    /// <summary>Everybody who sees one of the persons now.</summary>
    public static async Task<List<Reader>> ReadersAsync(
        HealthDb db,
        IReadOnlyCollection<Guid> persons,
        DateTime now,
        CancellationToken ct
    ) =>
        await db
            .Users.Where(a =>
                db.Grants.Any(g =>
                    g.AccountId == a.Id
                    && persons.Contains(g.PersonId)
                    && g.RevokedUtc == null
                    && (g.UntilUtc == null || now < g.UntilUtc)
                )
            )
            .OrderBy(a => a.Id)
            .Select(a => new Reader(a.Id, a.Email ?? "", a.Language))
            .ToListAsync(ct);

    /// <param name="notMe">The secret of the link with which the account takes it back.</param>
    public void AccountAsked(Reader to, DateTime due, string notMe) =>
        Post(to, "account-asked", "/compte/supprimer", notMe, due);

    public void AccountKept(Reader to) => Post(to, "account-kept", "/compte/supprimer", null);

    public void AccountErased(Reader to, DateTime erased) =>
        Post(to, "account-erased", null, null, erased, erased + ErasureOptions.BackupsClosed);

    /// <summary>To the guardian who asked.</summary>
    public void PersonAsked(Reader to, DateTime due, string notMe) =>
        Post(to, "person-asked", "/partage", notMe, due);

    /// <summary>To whoever else sees the person.</summary>
    public void OthersTold(Reader to, DateTime due) =>
        Post(to, "others-told", "/partage", null, due);

    public void PersonKept(Reader to) => Post(to, "person-kept", "/partage", null);

    public void PersonErased(Reader to, DateTime erased) =>
        Post(to, "person-erased", null, null, erased, erased + ErasureOptions.BackupsClosed);

    private void Post(Reader to, string key, string? page, string? notMe, params DateTime[] days)
    {
        if (to.Address.Length == 0)
            return;
        using var _ = LetterLanguage.Of(to.Language);
        var said = Array.ConvertAll(
            days,
            object (d) => d.ToString("D", CultureInfo.CurrentCulture)
        );
        var paragraphs = new[] { $"letter.{key}.1", $"letter.{key}.2" }
            .Select(k => texts[k, said])
            .Where(t => !t.ResourceNotFound)
            .Select(t => t.Value);
        outbox.Post(
            new Letter(
                to.Address,
                to.Language,
                texts[$"letter.{key}.subject"],
                [.. paragraphs],
                page is null ? null : new LetterLink(texts["letter.link"], address.To(page)),
                notMe is null
                    ? null
                    : new LetterLink(
                        texts["letter.not-me"],
                        address.To($"/compte/pas-moi?jeton={notMe}")
                    )
            )
        );
    }
}
