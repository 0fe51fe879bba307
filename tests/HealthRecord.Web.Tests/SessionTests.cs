using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class SessionTests
{
    private const string Ana = "ana@example.org";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_at_once()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var phone = await app.SignedUpAsync(Ana, ct: Ct);
        using var desk = app.Visitor();
        (await desk.SignInAsync(Ana, ct: Ct)).Dispose();
        Assert.True(await IsInAsync(phone));

        (
            await desk.SubmitAsync("/compte/sessions", "/compte/sessions/terminer-toutes", [], Ct)
        ).Dispose();

        Assert.False(await IsInAsync(phone));
        Assert.False(await IsInAsync(desk));
    }

    [Fact]
    public async Task A_new_password_ends_the_other_sessions_and_keeps_this_one_under_a_new_id()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var phone = await app.SignedUpAsync(Ana, ct: Ct);
        using var desk = app.Visitor();
        (await desk.SignInAsync(Ana, ct: Ct)).Dispose();
        var before = desk.Cookies.Single(c => c.Name == "hr").Value;

        using var changed = await desk.SubmitAsync(
            "/compte/mot-de-passe",
            "password",
            [("Password", Visitor.GoodPassword), ("Next", "another good sentence")],
            Ct
        );

        Assert.Equal("/compte/mot-de-passe?fait=true", SignInTests.PathOf(changed));
        Assert.False(before == desk.Cookies.Single(c => c.Name == "hr").Value);
        Assert.True(await IsInAsync(desk));
        Assert.False(await IsInAsync(phone));
        Assert.Equal("Votre mot de passe a changé", (await app.MailAsync(Ana, Ct))[^1].Subject);
    }

    [Theory]
    [InlineData(false, 59, true)]
    [InlineData(false, 61, false)]
    [InlineData(true, 61, true)]
    [InlineData(true, 30 * 24 * 60 + 1, false)]
    public async Task An_unused_session_ends_after_its_time(bool stays, int minutes, bool holds)
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var visitor = await app.SignedUpAsync(Ana, ct: Ct);
        (await visitor.SignOutAsync(Ct)).Dispose();
        (await visitor.SignInAsync(Ana, stays: stays, ct: Ct)).Dispose();
        app.Clock!.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(holds, await IsInAsync(visitor));
    }

    [Fact]
    public async Task A_session_in_use_ends_after_twelve_hours()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var visitor = await app.SignedUpAsync(Ana, ct: Ct);
        for (var half = 1; half < 24; half++)
        {
            app.Clock!.Advance(TimeSpan.FromMinutes(30));
            Assert.True(await IsInAsync(visitor), $"after {half} half hours");
        }
        app.Clock!.Advance(TimeSpan.FromMinutes(31));
        Assert.False(await IsInAsync(visitor));
    }

    [Fact]
    public async Task One_cannot_end_the_session_of_somebody_else()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync(Ana, ct: Ct);
        using var bob = await app.SignedUpAsync("bob@example.org", ct: Ct);
        var page = await ana.ReadAsync("/compte/sessions", Ct);
        var session = page.Split("name=\"session\" value=\"")[1][..36];
        (
            await bob.SubmitAsync(
                "/compte/sessions",
                "/compte/sessions/terminer",
                [("session", session)],
                Ct
            )
        ).Dispose();
        Assert.True(await IsInAsync(ana));
    }

    private static async Task<bool> IsInAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/compte/profil", Ct);
        return answer.IsSuccessStatusCode;
    }
}
