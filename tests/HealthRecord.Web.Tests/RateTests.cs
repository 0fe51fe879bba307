using System.Net;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests;

public sealed class RateTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_account_asks_three_hundred_times_a_minute_and_nobody_else_waits_for_it()
    {
        var most = new LimitOptions().Requests;
        Assert.Equal(300, most);
        await using var app = ProductApp.StartOnFakeClock(("Limits:Requests", $"{most}"));
        using var bob = await app.SignedUpAsync("bob@example.org", ct: Ct);
        using var ana = await app.SignedUpAsync("ana@example.org", ct: Ct);
        app.Clock!.Advance(TimeSpan.FromMinutes(1));
        ana.Http.DefaultRequestHeaders.Accept.ParseAdd("application/json");

        for (var n = 0; n < most; n++)
            Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(ana));

        using var refused = await ana.GetAsync("/nowhere", Ct);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(bob));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(HttpStatusCode.TooManyRequests, await StatusAsync(ana));
    }

    [Fact]
    public async Task Reports_of_the_content_policy_are_counted_ten_a_second_and_network()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var noisy = app.Visitor();
        using var calm = app.Visitor();
        for (var n = 0; n < 10; n++)
            Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(noisy));

        Assert.Equal(HttpStatusCode.TooManyRequests, await ReportAsync(noisy));
        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(calm));
        app.Clock!.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.NoContent, await ReportAsync(noisy));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("192.0.2.0/24", false)]
    [InlineData("127.0.0.0/8", true)]
    public async Task Only_a_configured_proxy_says_for_whom_it_asks(string? known, bool believed)
    {
        await using var app = known is null
            ? ProductApp.StartOnFakeClock()
            : ProductApp.StartOnFakeClock(("Proxy:Known:0", known));
        using var proxy = app.Visitor();
        for (var n = 0; n < 10; n++)
            await ReportAsync(proxy, "198.51.100.7");

        var another = await ReportAsync(proxy, "198.51.100.8");

        Assert.Equal(believed ? HttpStatusCode.NoContent : HttpStatusCode.TooManyRequests, another);
        Assert.Equal(HttpStatusCode.TooManyRequests, await ReportAsync(proxy, "198.51.100.7"));
        using var secure = new HttpRequestMessage(HttpMethod.Get, "/");
        secure.Headers.Add("X-Forwarded-Proto", "https");
        secure.Headers.Add("X-Forwarded-For", "198.51.100.9");
        using var answer = await proxy.Http.SendAsync(secure, Ct);
        Assert.Equal(believed, answer.Headers.Contains("Strict-Transport-Security"));
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/nowhere", Ct);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ReportAsync(Visitor visitor, string? @for = null)
    {
        using var report = new HttpRequestMessage(HttpMethod.Post, "/csp")
        {
            Content = new StringContent("{}"),
        };
        if (@for is not null)
            report.Headers.Add("X-Forwarded-For", @for);
        using var answer = await visitor.Http.SendAsync(report, Ct);
        return answer.StatusCode;
    }
}
