using System.Text.RegularExpressions;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class EnumerationTests(ProductApp app) : IClassFixture<ProductApp>
{
    private const string Known = "known@example.org";
    private const string Unknown = "someone@example.org";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_sound_alike()
    {
        using var owner = await app.SignedUpAsync(Known, ct: Ct);
        await SameAsync(
            v => v.SignInAsync(Known, "not the right one", ct: Ct),
            v => v.SignInAsync(Unknown, "not the right one", ct: Ct)
        );
    }

    [Fact]
    public async Task An_address_that_is_not_confirmed_sounds_like_an_unknown_one()
    {
        using var maker = app.Visitor();
        using var asked = await maker.SignUpAsync("fresh@example.org", ct: Ct);
        await SameAsync(
            v => v.SignInAsync("fresh@example.org", ct: Ct),
            v => v.SignInAsync(Unknown, ct: Ct)
        );
        Assert.Equal(2, (await app.MailAsync("fresh@example.org", Ct)).Count);
    }

    [Fact]
    public async Task Registering_a_known_address_looks_like_registering_a_new_one_and_tells_its_owner()
    {
        using var owner = await app.SignedUpAsync("taken@example.org", ct: Ct);
        await SameAsync(
            v => v.SignUpAsync("taken@example.org", ct: Ct),
            v => v.SignUpAsync("brand-new@example.org", ct: Ct)
        );
        Assert.Equal(
            "Vous avez déjà un compte",
            (await app.MailAsync("taken@example.org", Ct))[^1].Subject
        );
        Assert.Equal(
            "Confirmez votre adresse",
            (await app.MailAsync("brand-new@example.org", Ct))[^1].Subject
        );
        using var again = await app.Visitor().SignInAsync("taken@example.org", ct: Ct);
        Assert.Equal("/famille", SignInTests.PathOf(again));
    }

    [Fact]
    public async Task A_reset_and_a_new_link_are_answered_alike_for_everybody()
    {
        using var owner = await app.SignedUpAsync("reset@example.org", ct: Ct);
        await SameAsync(v => Forgot(v, "reset@example.org"), v => Forgot(v, Unknown));
        await SameAsync(v => Resend(v, "reset@example.org"), v => Resend(v, Unknown));
        Assert.Equal(
            "Choisir un nouveau mot de passe",
            (await app.MailAsync("reset@example.org", Ct))[^1].Subject
        );
        Assert.Empty(await app.MailAsync(Unknown, Ct));
    }

    [Fact]
    public async Task A_stranger_who_registers_an_address_gains_nothing_when_its_owner_confirms()
    {
        using var stranger = app.Visitor();
        using var first = await stranger.SignUpAsync(
            "victim@example.org",
            password: "the stranger knows this",
            ct: Ct
        );
        using var owner = app.Visitor();
        using var refused = await owner.ConfirmAsync(
            "victim@example.org",
            "the owner never chose one",
            Ct
        );
        Assert.False(owner.IsSignedIn);
        using var again = await stranger.SignInAsync(
            "victim@example.org",
            "the stranger knows this",
            ct: Ct
        );
        Assert.False(stranger.IsSignedIn);
    }

    private async Task SameAsync(
        Func<Visitor, Task<HttpResponseMessage>> one,
        Func<Visitor, Task<HttpResponseMessage>> other
    )
    {
        using var here = app.Visitor();
        using var there = app.Visitor();
        using var a = await one(here);
        using var b = await other(there);
        Assert.Equal(a.StatusCode, b.StatusCode);
        Assert.Equal(a.Headers.Location, b.Headers.Location);
        // A redirect is followed whatever stands in it.
        if (a.Headers.Location is null)
            Assert.Equal(await BodyAsync(a), await BodyAsync(b));
        Assert.Equal(CookieNames(here), CookieNames(there), StringComparer.Ordinal);
        Assert.Equal(HeaderNames(a), HeaderNames(b), StringComparer.Ordinal);
    }

    // What a form was given comes back in it, and tokens differ for everybody.
    private static async Task<string> BodyAsync(HttpResponseMessage answer) =>
        Regex.Replace(
            Regex.Replace(
                await answer.Content.ReadAsStringAsync(Ct),
                "<!--.*?-->",
                "",
                RegexOptions.Singleline,
                TimeSpan.FromSeconds(2)
            ),
            "value=\"[^\"]*\"",
            "",
            RegexOptions.None,
            TimeSpan.FromSeconds(2)
        );

    private static IEnumerable<string> CookieNames(Visitor visitor) =>
        visitor.Cookies.Select(c => c.Name).Order(StringComparer.Ordinal);

    private static IEnumerable<string> HeaderNames(HttpResponseMessage answer) =>
        answer.Headers.Select(h => h.Key).Order(StringComparer.Ordinal);

    private static Task<HttpResponseMessage> Forgot(Visitor visitor, string address) =>
        visitor.SubmitAsync("/compte/mot-de-passe-oublie", "forgot", [("Address", address)], Ct);

    private static Task<HttpResponseMessage> Resend(Visitor visitor, string address) =>
        visitor.SubmitAsync("/compte/renvoyer", "resend", [("Address", address)], Ct);
}
