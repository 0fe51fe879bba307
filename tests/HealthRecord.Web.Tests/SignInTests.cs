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

    internal static string PathOf(HttpResponseMessage answer) =>
        answer.Headers.Location is { } to
            ? (to.IsAbsoluteUri ? to.PathAndQuery : to.OriginalString)
            : $"no redirect ({answer.StatusCode})";
}
