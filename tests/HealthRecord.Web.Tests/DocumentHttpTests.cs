using System.Net;
using System.Net.Http.Json;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

/// <summary>Documents over real HTTP: what is kept, and how it leaves again.</summary>
public sealed class DocumentHttpTests(ProductApp app) : IClassFixture<ProductApp>
{
    private const string Dot =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_sent_is_only_ever_downloaded_and_what_is_shown_was_written_here()
    {
        using var ana = await app.MemberAsync("documents-ana@example.org", Ct, "Ana");
        var child = await ana.Program.AddPersonAsync("Léo", Ct);
        // A picture that goes on as a page.
        byte[] sent =
        [
            .. Convert.FromBase64String(Dot),
            .. "<html><script>alert(1)</script></html>"u8,
        ];
        using var kept = await SendAsync(
            ana.Browser.Http,
            child,
            sent,
            "R%C3%A9sultat%20A%2Fb.html"
        );
        var id = (await kept.Content.ReadFromJsonAsync<Dictionary<string, string>>(Ct))!["id"];

        using var file = await ana.Browser.Http.GetAsync($"/personnes/{child}/documents/{id}", Ct);
        using var shown = await ana.Browser.Http.GetAsync(
            $"/personnes/{child}/documents/{id}/apercu",
            Ct
        );

        Assert.Equal(sent, await file.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("b.png", file.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal("image/png", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal("image/jpeg", shown.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain(
            "script",
            await shown.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        foreach (var answer in new[] { file, shown })
        {
            Assert.Equal(
                "nosniff",
                Assert.Single(answer.Headers.GetValues("X-Content-Type-Options"))
            );
            Assert.Contains(
                answer.Headers.GetValues("Content-Security-Policy"),
                policy => policy.Contains("sandbox", StringComparison.Ordinal)
            );
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task A_page_of_html_and_a_form_of_another_site_are_refused()
    {
        using var ana = await app.MemberAsync("documents-bad@example.org", Ct, "Ana");
        var child = await ana.Program.AddPersonAsync("Léo", Ct);

        using var page = await SendAsync(
            ana.Browser.Http,
            child,
            [.. "<html></html>"u8],
            "ordonnance.pdf"
        );
        using var form = new HttpRequestMessage(HttpMethod.Post, $"/personnes/{child}/documents/")
        {
            Content = new ByteArrayContent(Convert.FromBase64String(Dot)),
        };
        using var foreign = await ana.Browser.Http.SendAsync(form, Ct);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        Assert.Contains(
            "document.not-accepted",
            await page.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http,
        string person,
        byte[] sent,
        string name
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"/personnes/{person}/documents/"
        )
        {
            Content = new ByteArrayContent(sent),
        };
        request.Headers.Add("X-HealthRecord", "document");
        request.Headers.Add("X-File-Name", name);
        return await http.SendAsync(request, Ct);
    }
}
