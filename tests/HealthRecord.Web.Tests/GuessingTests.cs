using System.Net;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class GuessingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_ten_failures_the_password_way_is_closed_for_a_quarter_of_an_hour_and_not_longer()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var owner = await app.SignedUpAsync("ana@example.org", ct: Ct);
        using var stranger = app.Visitor();
        for (var i = 0; i < 10; i++)
        {
            app.Clock!.Advance(TimeSpan.FromSeconds(40));
            using var wrong = await stranger.SignInAsync(
                "ana@example.org",
                "guess number one",
                ct: Ct
            );
            Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        }

        app.Clock!.Advance(TimeSpan.FromMinutes(14));
        using var closed = await app.Visitor().SignInAsync("ana@example.org", ct: Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, closed.StatusCode);
        Assert.Equal(60, (int)closed.Headers.RetryAfter!.Delta!.Value.TotalSeconds);

        app.Clock.Advance(TimeSpan.FromSeconds(61));
        using var open = await app.Visitor().SignInAsync("ana@example.org", ct: Ct);
        Assert.Equal("/famille", SignInTests.PathOf(open));
    }

    [Fact]
    public async Task From_the_fifth_failure_one_waits_longer_each_time_also_for_an_unknown_address()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var stranger = app.Visitor();
        for (var i = 0; i < 5; i++)
            (
                await stranger.SignInAsync("nobody@example.org", "guess number one", ct: Ct)
            ).Dispose();
        using var early = await stranger.SignInAsync(
            "nobody@example.org",
            "guess number one",
            ct: Ct
        );
        Assert.Equal(HttpStatusCode.TooManyRequests, early.StatusCode);
        Assert.Equal(2, (int)early.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_reset_by_mail_opens_a_way_that_a_stranger_closed()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var owner = await app.SignedUpAsync("ana@example.org", ct: Ct);
        using var stranger = app.Visitor();
        for (var i = 0; i < 10; i++)
        {
            app.Clock!.Advance(TimeSpan.FromSeconds(40));
            (await stranger.SignInAsync("ana@example.org", "guess number one", ct: Ct)).Dispose();
        }
        using var visitor = app.Visitor();
        (
            await visitor.SubmitAsync(
                "/compte/mot-de-passe-oublie",
                "forgot",
                [("Address", "ana@example.org")],
                Ct
            )
        ).Dispose();
        var link = Visitor.LinkIn(
            (await app.MailAsync("ana@example.org", Ct))[^1],
            "/compte/nouveau-mot-de-passe"
        );
        using var entered = await visitor.SubmitAsync(
            link,
            "reset",
            [("Password", "another good sentence")],
            Ct
        );
        Assert.Equal("/famille", SignInTests.PathOf(entered));
    }

    [Fact]
    public async Task One_network_signs_in_ten_times_a_minute_at_most()
    {
        await using var app = ProductApp.StartOnFakeClock(("Limits:SignIns", "10"));
        using var visitor = app.Visitor();
        for (var i = 0; i < 10; i++)
            (
                await visitor.SignInAsync($"nobody{i}@example.org", "whatever it may be", ct: Ct)
            ).Dispose();
        using var refused = await visitor.SignInAsync(
            "other@example.org",
            "whatever it may be",
            ct: Ct
        );
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("tropcourt")]
    [InlineData("azertyuiop123")]
    [InlineData("MotDePasse2026!")]
    [InlineData("abcabcabcabc")]
    public async Task A_short_or_common_password_is_refused_before_anything_is_made(string password)
    {
        await using var app = ProductApp.Start();
        using var visitor = app.Visitor();
        using var refused = await visitor.SignUpAsync(
            "ana@example.org",
            password: password,
            ct: Ct
        );
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        Assert.Empty(await app.MailAsync("ana@example.org", Ct));
    }
}
