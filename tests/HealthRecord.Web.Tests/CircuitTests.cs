using System.Net;
using System.Net.WebSockets;
using System.Security.Claims;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests;

/// <summary>What a session holds open ends with it.</summary>
public sealed class CircuitTests
{
    private const string Ana = "ana@example.org";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("everywhere")]
    [InlineData("password")]
    [InlineData("one")]
    public async Task Ending_a_session_cuts_its_lines_at_once(string how)
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var phone = await app.SignedUpAsync(Ana, ct: Ct);
        using var bob = await app.SignedUpAsync("bob@example.org", ct: Ct);
        using var line = await OpenAsync(app, phone);
        using var his = await OpenAsync(app, bob);
        using var desk = app.Visitor();
        (await desk.SignInAsync(Ana, ct: Ct)).Dispose();

        switch (how)
        {
            case "everywhere":
                const string all = "/compte/sessions/terminer-toutes";
                (await desk.SubmitAsync("/compte/sessions", all, [], Ct)).Dispose();
                break;
            case "password":
                (
                    await desk.SubmitAsync(
                        "/compte/mot-de-passe",
                        "password",
                        [("Password", Visitor.GoodPassword), ("Next", "another good sentence")],
                        Ct
                    )
                ).Dispose();
                break;
            default:
                (await phone.SignOutAsync(Ct)).Dispose();
                break;
        }

        // Nothing was sent on it and the clock did not move: only the end of the session can end the line.
        await AssertCutAsync(line);
        Assert.Equal(WebSocketState.Open, his.State);
    }

    [Fact]
    public async Task A_seventh_page_of_one_session_is_told_to_wait_and_the_others_go_on()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync(Ana, ct: Ct);
        var lines = new List<ClientWebSocket>();
        for (var n = 0; n < SessionConnections.MostPerSession; n++)
            lines.Add(await OpenAsync(app, ana));

        using var negotiate = new HttpRequestMessage(
            HttpMethod.Post,
            "/_blazor/negotiate?negotiateVersion=1"
        );
        negotiate.Headers.Add("Origin", app.Url.GetLeftPart(UriPartial.Authority));
        using var refused = await ana.Http.SendAsync(negotiate, Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(app, ana));
        Assert.All(lines, l => Assert.Equal(WebSocketState.Open, l.State));
        // Pages without a circuit, and other sessions of the account, are not refused.
        using var page = await ana.GetAsync("/compte/profil", Ct);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        using var other = app.Visitor();
        (await other.SignInAsync(Ana, ct: Ct)).Dispose();
        using var elsewhere = await OpenAsync(app, other);
        lines.ForEach(l => l.Dispose());
    }

    [Fact]
    public async Task A_session_that_ended_on_another_server_is_cut_here_within_a_minute()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync(Ana, ct: Ct);
        await using var second = ProductApp.StartOnFakeClock(
            ("Data:Directory", Path.Combine(app.Folder, "record")),
            ("Sealing:StoreDirectory", Path.Combine(app.Folder, "keystore")),
            ("Sealing:KeyDirectory", Path.Combine(app.Folder, "keys"))
        );
        using var line = await OpenAsync(second, ana);
        var user = await UserAsync(second, ana);
        Assert.True(await StillHoldsAsync(second, user));

        (await ana.SignOutAsync(Ct)).Dispose();

        Assert.True(
            SessionRevalidation.Interval + SessionDefaults.Belief <= TimeSpan.FromSeconds(60)
        );
        second.Clock!.Advance(SessionDefaults.Belief);
        Assert.False(await StillHoldsAsync(second, user));
        await AssertCutAsync(line);
    }

    private static async Task<bool> StillHoldsAsync(ProductApp app, ClaimsPrincipal user)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var page = (SessionRevalidation)
            scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        return await page.StillHoldsAsync(user, Ct);
    }

    private static async Task<ClaimsPrincipal> UserAsync(ProductApp app, Visitor visitor)
    {
        var secret = visitor.Cookies.Single(c => c.Name == "hr").Value;
        var session = await app.Services.GetRequiredService<SessionStore>().FindAsync(secret, Ct);
        return new(new ClaimsIdentity(ActorClaims.Of(session!.Actor), "test"));
    }

    private static async Task<ClientWebSocket> OpenAsync(ProductApp app, Visitor visitor)
    {
        var socket = new ClientWebSocket();
        var secret = visitor.Cookies.Single(c => c.Name == "hr").Value;
        socket.Options.SetRequestHeader("Cookie", $"hr={secret}");
        socket.Options.SetRequestHeader("Origin", app.Url.GetLeftPart(UriPartial.Authority));
        var hub = new UriBuilder(new Uri(app.Url, "_blazor")) { Scheme = "ws" };
        await socket.ConnectAsync(hub.Uri, Ct);
        return socket;
    }

    private static async Task AssertCutAsync(ClientWebSocket line)
    {
        try
        {
            var got = await line.ReceiveAsync(new byte[1024], Ct);
            Assert.Equal(WebSocketMessageType.Close, got.MessageType);
        }
        catch (WebSocketException)
        {
            // Cut without a word.
        }
        Assert.NotEqual(WebSocketState.Open, line.State);
    }
}
