using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class AddressTests(ProductApp app) : IClassFixture<ProductApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_changes_when_the_new_one_is_confirmed_and_the_old_one_is_told_twice()
    {
        using var ana = await app.SignedUpAsync("ana-old@example.org", ct: Ct);
        await AskAsync(ana, "ana-new@example.org");
        Assert.Contains(
            "Un changement d’adresse est demandé",
            await SubjectsAsync("ana-old@example.org"),
            StringComparer.Ordinal
        );
        await ConfirmAsync(ana, "ana-new@example.org");

        using var old = await app.Visitor().SignInAsync("ana-old@example.org", ct: Ct);
        Assert.False(SignInTests.PathOf(old) == "/famille");
        using var now = await app.Visitor().SignInAsync("ana-new@example.org", ct: Ct);
        Assert.Equal("/famille", SignInTests.PathOf(now));
        Assert.Contains(
            "Votre adresse a changé",
            await SubjectsAsync("ana-old@example.org"),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task This_was_not_me_ends_the_sessions_and_brings_the_address_back()
    {
        using var thief = await app.SignedUpAsync("robbed@example.org", ct: Ct);
        await AskAsync(thief, "thief@example.org");
        await ConfirmAsync(thief, "thief@example.org");
        var told = (await app.MailAsync("robbed@example.org", Ct))[^1];

        using var owner = app.Visitor();
        using var undone = await owner.SubmitAsync(
            Visitor.LinkIn(told, "/compte/pas-moi"),
            "not-me",
            [],
            Ct
        );

        using var gone = await thief.GetAsync("/compte/profil", Ct);
        Assert.StartsWith("/compte/connexion", SignInTests.PathOf(gone), StringComparison.Ordinal);
        var reset = Visitor.LinkIn(
            (await app.MailAsync("robbed@example.org", Ct))[^1],
            "/compte/nouveau-mot-de-passe"
        );
        using var entered = await owner.SubmitAsync(
            reset,
            "reset",
            [("Password", "a sentence of my own again")],
            Ct
        );
        Assert.Equal("/famille", SignInTests.PathOf(entered));
        Assert.Contains(
            "robbed@example.org",
            await owner.ReadAsync("/compte/adresse", Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_link_works_once()
    {
        using var ana = await app.SignedUpAsync("once@example.org", ct: Ct);
        (
            await ana.SubmitAsync(
                "/compte/mot-de-passe-oublie",
                "forgot",
                [("Address", "once@example.org")],
                Ct
            )
        ).Dispose();
        var link = Visitor.LinkIn(
            (await app.MailAsync("once@example.org", Ct))[^1],
            "/compte/nouveau-mot-de-passe"
        );
        using var first = app.Visitor();
        (
            await first.SubmitAsync(link, "reset", [("Password", "a sentence of my own")], Ct)
        ).Dispose();
        using var second = app.Visitor();
        (
            await second.SubmitAsync(link, "reset", [("Password", "a sentence of another")], Ct)
        ).Dispose();
        Assert.True(first.IsSignedIn);
        Assert.False(second.IsSignedIn);
    }

    private static async Task AskAsync(Visitor visitor, string address) =>
        (
            await visitor.SubmitAsync(
                "/compte/adresse",
                "address",
                [("Address", address), ("Password", Visitor.GoodPassword)],
                Ct
            )
        ).Dispose();

    private async Task ConfirmAsync(Visitor visitor, string address)
    {
        var link = Visitor.LinkIn(
            (await app.MailAsync(address, Ct))[^1],
            "/compte/nouvelle-adresse"
        );
        (await visitor.SubmitAsync(link, "new-address", [], Ct)).Dispose();
    }

    private async Task<IEnumerable<string?>> SubjectsAsync(string address) =>
        (await app.MailAsync(address, Ct)).Select(m => m.Subject);
}
