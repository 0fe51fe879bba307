using System.Net;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Api;

/// <summary>A token reaches what it was made for, and nothing else of its account.</summary>
public sealed class ScopeTests(ProductApp app) : IClassFixture<ProductApp>
{
    private const int Measures = 1;
    private const string Weight =
        "{\"kind\":\"body-weight\",\"start\":\"2024-03-02T07:00:00Z\",\"values\":[42.5],\"unit\":\"kg\"}";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_reads_measures_neither_writes_nor_sees_sleep()
    {
        using var ana = await app.MemberAsync("scope@example.org", Ct);
        var token = await ana.Browser.TokenAsync(Measures, mayWrite: false, ct: Ct);
        using var narrow = new ApiProgram(app.Url, token);

        var kinds = await narrow.KindsAsync(ana.OwnPerson, Ct);
        var refused = await narrow.PostAsync($"persons/{ana.OwnPerson}/readings", Weight, Ct);
        var sleep = await ana.Program.TagAsync(ana.OwnPerson, "sleep-stage", Ct);
        var unseen = await narrow.GetAsync($"persons/{ana.OwnPerson}/kinds/{sleep}/readings", Ct);

        Assert.All(kinds, k => Assert.Equal("Measures", k.GetProperty("domain").GetString()));
        Assert.NotEmpty(kinds);
        Assert.Equal(HttpStatusCode.Forbidden, refused.Status);
        Assert.Equal(HttpStatusCode.NotFound, unseen.Status);
    }
}
