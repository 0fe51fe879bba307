using System.Net;
using HealthRecord.TestKit;

namespace HealthRecord.Web.Tests.Reminders;

/// <summary>The dashboard of the tasks opens for operators whose sign-in is fresh, and for nobody else.</summary>
public sealed class OperatorTasksTests
{
    private const string Operator = "ops@example.org";
    private const string Tasks = "/operateur/taches";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_an_operator_sees_the_tasks()
    {
        await using var app = ProductApp.Start(("Operators:Emails:0", "OPS@example.org"));
        using var ops = await app.SignedUpAsync(Operator, ct: Ct);
        using var other = await app.SignedUpAsync("autre@example.org", ct: Ct);
        using var nobody = app.Visitor();

        foreach (var path in new[] { Tasks, $"{Tasks}/jobs/failed", $"{Tasks}/recurring" })
        {
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(ops, path));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(other, path));
            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(nobody, path));
        }
        Assert.Contains(
            "due reminders",
            await ops.ReadAsync($"{Tasks}/recurring", Ct),
            StringComparison.Ordinal
        );
        using var requeue = await other.Http.PostAsync(
            new Uri($"{Tasks}/jobs/failed/requeue", UriKind.Relative),
            null,
            Ct
        );
        Assert.Equal(HttpStatusCode.Forbidden, requeue.StatusCode);
    }

    [Fact]
    public async Task Without_a_list_nobody_is_an_operator()
    {
        await using var app = ProductApp.Start();
        using var ops = await app.SignedUpAsync(Operator, ct: Ct);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ops, Tasks));
    }

    [Fact]
    public async Task A_sign_in_of_more_than_an_hour_ago_is_not_enough()
    {
        await using var app = ProductApp.StartOnFakeClock(("Operators:Emails:0", Operator));
        using var ops = await app.SignedUpAsync(Operator, ct: Ct);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ops, Tasks));

        app.Clock!.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(ops, Tasks));
        app.Clock!.Advance(TimeSpan.FromMinutes(21));

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ops, Tasks));
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor who, string path)
    {
        using var answer = await who.GetAsync(path, Ct);
        return answer.StatusCode;
    }
}
