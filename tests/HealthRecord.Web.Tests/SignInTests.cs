using System.Net;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class SignInTests(ProductApp app) : IClassFixture<ProductApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_family_signs_up_confirms_signs_in_and_out()
    {
        using var visitor = app.Visitor();
        using var asked = await visitor.SignUpAsync("ana@example.org", "Ana", ct: Ct);
        Assert.Equal("/compte/message-envoye?pour=inscription", PathOf(asked));
        Assert.False(visitor.IsSignedIn);

        using var confirmed = await visitor.ConfirmAsync("ana@example.org", ct: Ct);
        Assert.Equal("/famille", PathOf(confirmed));
        Assert.True(visitor.IsSignedIn);
        Assert.Contains(
            "value=\"Ana\"",
            await visitor.ReadAsync("/compte/profil", Ct),
            StringComparison.Ordinal
        );

        var copied = visitor.Cookies.Single(c => c.Name == "hr").Value;
        using var left = await visitor.SignOutAsync(Ct);
        Assert.Equal("\"cache\", \"storage\"", left.Headers.GetValues("Clear-Site-Data").Single());
        using var thief = app.Visitor();
        thief.Jar.Add(app.Url, new Cookie("hr", copied));
        using var refused = await thief.GetAsync("/compte/profil", Ct);
        Assert.StartsWith("/compte/connexion", PathOf(refused), StringComparison.Ordinal);

        using var back = await visitor.SignInAsync("ana@example.org", ct: Ct);
        Assert.Equal("/famille", PathOf(back));
    }

    [Fact]
    public async Task A_deleted_account_is_gone_and_its_address_is_free_again()
    {
        using var ana = await app.SignedUpAsync("leaving@example.org", "Ana Quitte", ct: Ct);
        using var kept = await ana.SubmitAsync(
            "/compte/supprimer",
            "delete",
            [("Word", "SUPPRIMER"), ("Password", "not the password")],
            Ct
        );
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
        using var gone = await ana.SubmitAsync(
            "/compte/supprimer",
            "delete",
            [("Word", "supprimer"), ("Password", Visitor.GoodPassword)],
            Ct
        );
        Assert.Equal("/compte/connexion?message=supprime", PathOf(gone));
        Assert.False(ana.IsSignedIn);
        using var refused = await app.Visitor().SignInAsync("leaving@example.org", ct: Ct);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal(
            "Votre compte est supprimé",
            (await app.MailAsync("leaving@example.org", Ct))[^1].Subject
        );
        using var again = await app.SignedUpAsync("leaving@example.org", "Ana Revient", ct: Ct);
        Assert.True(again.IsSignedIn);
    }

    internal static string PathOf(HttpResponseMessage answer) =>
        answer.Headers.Location is { } to
            ? (to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString)
            : $"no redirect ({answer.StatusCode})";
}
