using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Accounts.Mails;

/// <summary>What the account writes to its owner, in the owner's language.</summary>
internal sealed class AccountLetters(
    Outbox outbox,
    PublicAddress address,
    IStringLocalizer<AccountTexts> texts
)
{
    public void Confirm(Account account, string secret) =>
        Post(
            account.Email!,
            account.Language,
            "confirm",
            Link("confirm", "/compte/confirmer", secret)
        );

    /// <summary>Somebody registered an address that has an account: only its owner learns so.</summary>
    public void AlreadyThere(string to, string language) =>
        Post(
            to,
            language,
            "already",
            new Way("already", address.To("/compte/connexion")),
            new Way("already-reset", address.To("/compte/mot-de-passe-oublie"))
        );

    public void Reset(Account account, string secret) =>
        Post(
            account.Email!,
            account.Language,
            "reset",
            Link("reset", "/compte/nouveau-mot-de-passe", secret)
        );

    public void PasswordChanged(Account account, string notMe) =>
        Post(account.Email!, account.Language, "password", null, NotMe(notMe, null));

    public void ConfirmNewAddress(Account account, string secret) =>
        Post(
            account.PendingEmail!,
            account.Language,
            "address",
            Link("address", "/compte/nouvelle-adresse", secret)
        );

    public void AddressAsked(Account account, string notMe) =>
        Post(account.Email!, account.Language, "address-asked", null, NotMe(notMe, null));

    /// <param name="before">The address that was replaced: the letter goes there, and its link brings it back.</param>
    /// <param name="proof">The same address in a form that only this server can have made.</param>
    public void AddressChanged(Account account, string before, string notMe, string proof) =>
        Post(before, account.Language, "address-changed", null, NotMe(notMe, proof));

    public void TokenMade(Account account, string notMe) =>
        Post(account.Email!, account.Language, "token", null, NotMe(notMe, null));

    private void Post(string to, string language, string key, Way? link, Way? otherwise = null)
    {
        using var _ = LetterLanguage.Of(language);
        var paragraphs = new[] { $"letter.{key}.1", $"letter.{key}.2" }
            .Select(k => texts[k])
            .Where(t => !t.ResourceNotFound)
            .Select(t => t.Value);
        outbox.Post(
            new Letter(
                to,
                language,
                texts[$"letter.{key}.subject"],
                [.. paragraphs],
                Named(link),
                Named(otherwise)
            )
        );
    }

    private LetterLink? Named(Way? way) =>
        way is null ? null : new LetterLink(texts[$"letter.{way.Key}.link"], way.Url);

    private Way Link(string key, string path, string secret) =>
        new(key, address.To($"{path}?jeton={secret}"));

    private Way NotMe(string secret, string? proof) =>
        new(
            "not-me",
            address.To(
                $"/compte/pas-moi?jeton={secret}"
                    + (proof is null ? "" : $"&adresse={Uri.EscapeDataString(proof)}")
            )
        );

    private sealed record Way(string Key, string Url);
}
