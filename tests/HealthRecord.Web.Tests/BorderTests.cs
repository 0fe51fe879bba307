using System.Net;
using System.Net.Sockets;
using System.Text;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class BorderTests(ProductApp app) : IClassFixture<ProductApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/compte/connexion", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/app.css", HttpStatusCode.OK)]
    [InlineData("/_framework/blazor.web.js", HttpStatusCode.OK)]
    [InlineData("/famille", HttpStatusCode.Redirect)]
    [InlineData("/_blazor", HttpStatusCode.Forbidden)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/dev/mail", HttpStatusCode.OK)]
    public async Task Every_answer_carries_the_headers(string path, HttpStatusCode status)
    {
        using var visitor = app.Visitor();
        using var answer = await visitor.GetAsync(path, Ct);
        Assert.Equal(status, answer.StatusCode);
        Guarded(answer);
    }

    [Fact]
    public async Task A_refused_form_carries_the_headers_and_names_no_exception()
    {
        using var visitor = app.Visitor();
        using var answer = await visitor.Http.PostAsync(
            new Uri("/compte/connexion", UriKind.Relative),
            new StringContent(
                "_handler=sign-in",
                Encoding.UTF8,
                "application/x-www-form-urlencoded"
            ),
            Ct
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Guarded(answer);
        Assert.DoesNotContain(
            "Exception",
            await answer.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Signed_in_pages_are_never_kept()
    {
        using var ana = await app.SignedUpAsync("cached@example.org", ct: Ct);
        using var page = await ana.GetAsync("/compte/profil", Ct);
        Assert.True(page.Headers.CacheControl!.NoStore);
        using var circuit = await ana.GetAsync("/famille", Ct);
        Assert.Equal(HttpStatusCode.OK, circuit.StatusCode);
        Assert.True(circuit.Headers.CacheControl!.NoStore);
        Guarded(circuit);
    }

    [Theory]
    [InlineData(null, 403)]
    [InlineData("https://elsewhere.example", 403)]
    [InlineData("null", 403)]
    [InlineData("ours", 101)]
    public async Task A_circuit_opens_for_our_own_pages_only(string? origin, int status)
    {
        using var ana = await app.SignedUpAsync(
            $"circuit-{status}-{origin?.Length}@example.org",
            ct: Ct
        );
        var cookie = ana.Cookies.Single(c => c.Name == "hr");
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(app.Url.Host, app.Url.Port, Ct);
        var request =
            $"GET /_blazor HTTP/1.1\r\nHost: {app.Url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: hr={cookie.Value}\r\n"
            + (
                origin is null
                    ? ""
                    : $"Origin: {(origin == "ours" ? app.Url.GetLeftPart(UriPartial.Authority) : origin)}\r\n"
            )
            + "\r\n";
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), Ct);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.StartsWith(
            $"HTTP/1.1 {status} ",
            await reader.ReadLineAsync(Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_circuit_needs_a_session()
    {
        using var stranger = app.Visitor();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            "/_blazor/negotiate?negotiateVersion=1"
        );
        request.Headers.Add("Origin", app.Url.GetLeftPart(UriPartial.Authority));
        using var answer = await stranger.Http.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("cross-site", 403)]
    [InlineData("same-site", 403)]
    [InlineData("same-origin", 302)]
    public async Task A_change_from_another_site_is_refused(string site, int status)
    {
        using var visitor = app.Visitor();
        visitor.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", site);
        using var answer = await visitor.SubmitAsync(
            "/",
            "/preferences/theme",
            [("theme", "dark")],
            Ct
        );
        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_changes_nothing()
    {
        using var visitor = app.Visitor();
        using var form = new FormUrlEncodedContent([new("theme", "dark"), new("returnUrl", "/")]);
        using var answer = await visitor.Http.PostAsync(
            new Uri("/preferences/theme", UriKind.Relative),
            form,
            Ct
        );
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(visitor.Cookies, c => c.Name == "hr-theme");
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("/%5Celsewhere.example")]
    [InlineData("/%2felsewhere.example")]
    [InlineData("/\t/elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Nobody_is_sent_elsewhere(string back)
    {
        using var visitor = app.Visitor();
        using var answer = await visitor.SubmitAsync(
            "/",
            "/preferences/theme",
            [("theme", "dark"), ("returnUrl", back)],
            Ct
        );
        Assert.Equal("/", SignInTests.PathOf(answer));
    }

    [Fact]
    public async Task Language_and_theme_are_cookies_that_the_server_reads()
    {
        using var visitor = app.Visitor();
        Assert.Contains(
            "<html lang=\"fr\" data-theme=\"system\">",
            await visitor.ReadAsync("/", Ct),
            StringComparison.Ordinal
        );
        visitor.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-US,en;q=0.9,fr;q=0.5");
        Assert.Contains(
            "<html lang=\"en\"",
            await visitor.ReadAsync("/", Ct),
            StringComparison.Ordinal
        );
        (
            await visitor.SubmitAsync("/", "/preferences/language", [("language", "fr-FR")], Ct)
        ).Dispose();
        (await visitor.SubmitAsync("/", "/preferences/theme", [("theme", "dark")], Ct)).Dispose();
        Assert.Contains(
            "<html lang=\"fr\" data-theme=\"dark\">",
            await visitor.ReadAsync("/", Ct),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "data-theme=\"dark\"",
            await visitor.ReadAsync("/nowhere", Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task The_language_of_the_account_comes_before_that_of_the_browser()
    {
        using var bob = await app.SignedUpAsync("bob-en@example.org", language: "en-GB", ct: Ct);
        Assert.Contains(
            "<html lang=\"en\"",
            await bob.ReadAsync("/compte/profil", Ct),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "Confirm your address",
            (await app.MailAsync("bob-en@example.org", Ct))[0].Subject
        );
        (
            await bob.SubmitAsync(
                "/compte/profil",
                "/preferences/language",
                [("language", "fr-FR")],
                Ct
            )
        ).Dispose();
        Assert.Contains(
            "<html lang=\"fr\"",
            await bob.ReadAsync("/compte/profil", Ct),
            StringComparison.Ordinal
        );
    }

    private static void Guarded(HttpResponseMessage answer)
    {
        string One(string name) =>
            Assert.Single(answer.Headers.TryGetValues(name, out var values) ? values : []);
        var policy = One("Content-Security-Policy");
        Assert.Contains("script-src 'self' 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", One("X-Content-Type-Options"));
        Assert.Equal("no-referrer", One("Referrer-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", One("Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=(self)", One("Permissions-Policy"), StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.CacheControl);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }
}
