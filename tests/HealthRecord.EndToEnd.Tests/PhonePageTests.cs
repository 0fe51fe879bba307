using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>The page about phones is no promise: what it shows is sent, letter by letter, and arrives.</summary>
public sealed class PhonePageTests(Home home)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_page_shows_is_sent_and_arrives()
    {
        await using var tab = await home.OpenAsNewcomerAsync("telephone@example.org");
        await tab.GoAsync("/imports/telephone");
        var address = await tab.Page.InnerTextAsync("#phone-address");
        var header = await tab.Page.InnerTextAsync("#phone-header");
        var example = await tab.Page.InnerTextAsync("#phone-example");

        // The form comes filled in: only the password is typed.
        await tab.Page.GetByRole(AriaRole.Link, new() { Name = "Créer un jeton" }).ClickAsync();
        await tab.Page.GetByLabel("mot de passe").FillAsync(Visitor.GoodPassword);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Créer le jeton" }).ClickAsync();
        var token = await tab.Page.InnerTextAsync("#token");

        var first = await SendAsync(address, header, example, token);
        var again = await SendAsync(address, header, example, token);

        Assert.Equal(["added", "added", "added"], first);
        Assert.Equal(["already-there", "already-there", "already-there"], again);
        await tab.GoAsync("/imports");
        await tab.Page.GetByText("iPhone, pour").ClickAsync();
        await Expect(tab.Page.Locator("article")).ToContainTextAsync("Mesures ajoutées : 3.");
        await Expect(tab.Page.GetByRole(AriaRole.Region, new() { Name = "Sources et appareils" }))
            .ToContainTextAsync("sources : 3");
        tab.AssertNoFault();
    }

    [Fact]
    public async Task A_link_is_made_on_the_page_used_by_a_program_and_revoked()
    {
        await using var tab = await home.OpenAsNewcomerAsync("lien@example.org");
        await tab.GoAsync("/imports");
        var links = tab.Page.GetByRole(AriaRole.Region, new() { Name = "Liens de dépôt" });
        await links.GetByText("Créer un lien de dépôt").ClickAsync();
        await links.GetByLabel("Nom du lien").FillAsync("Tablette");
        await links.GetByRole(AriaRole.Button, new() { Name = "Créer le lien" }).ClickAsync();
        var address = await tab.Page.InnerTextAsync("#link-address");
        Assert.Matches("^http://[^/]+/depot/[A-Za-z0-9_-]{43}$", address);

        var file = AppleExport.With().HeartRate("2024-03-01 08:00:00", 62).Bytes();
        Assert.Equal(HttpStatusCode.Accepted, await LeaveAsync(address, file));

        await tab.GoAsync("/imports");
        await Expect(tab.Page.Locator("article")).ToContainTextAsync("Mesures ajoutées : 1.");
        await Expect(links).ToContainTextAsync("Dernier dépôt");
        await links.GetByRole(AriaRole.Button, new() { Name = "Révoquer Tablette" }).ClickAsync();
        await Expect(links.GetByText("Tablette", new() { Exact = true })).ToHaveCountAsync(0);
        Assert.Equal(HttpStatusCode.NotFound, await LeaveAsync(address, file));
        tab.AssertNoFault();
    }

    private static async Task<IEnumerable<string?>> SendAsync(
        string address,
        string header,
        string example,
        string token
    )
    {
        using var phone = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        var (name, value) = (header.Split(": ")[0], header.Split(": ")[1]);
        Assert.True(
            request.Headers.TryAddWithoutValidation(
                name,
                value.Replace("hrp_…", token, StringComparison.Ordinal)
            )
        );
        request.Content = new StringContent(example, Encoding.UTF8, "application/json");
        using var answer = await phone.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var said = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct));
        return
        [
            .. said
                .RootElement.GetProperty("results")
                .EnumerateArray()
                .Select(r => r.GetProperty("state").GetString()),
        ];
    }

    private static async Task<HttpStatusCode> LeaveAsync(string address, byte[] file)
    {
        using var phone = new HttpClient();
        using var body = new ByteArrayContent(file);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var answer = await phone.PutAsync(address, body, Ct);
        return answer.StatusCode;
    }
}
