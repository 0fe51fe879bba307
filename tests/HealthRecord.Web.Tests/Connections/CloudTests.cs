using System.Net;
using System.Text;
using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Connections.Vendors.Oura;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using HealthRecord.TestKit.Vendors;
using HealthRecord.Web.Tests.Api;
using HealthRecord.Web.Tests.Canary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests.Connections;

/// <summary>Through the product's own doors: the return address, the notification addresses, the workers, and what is written meanwhile.</summary>
public sealed class CloudTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_delivers_through_the_product_and_no_token_stands_anywhere()
    {
        await using var cloud = await WithingsDouble.StartAsync(TimeProvider.System);
        cloud
            .Weigh(1, DateTimeOffset.UtcNow.AddDays(-3), 71_394)
            .Weigh(2, DateTimeOffset.UtcNow.AddDays(-2), 71_405);
        var ear = new Ear();
        await using var app = ProductApp.Start(ear.Register, cloud.Settings);
        using var ana = await app.MemberAsync("cloud-ana@example.org", Ct, "Ana");
        var child = await ana.Program.AddPersonAsync("Léo", Ct);
        var person = new PersonId(Guid.Parse(child));

        var asked = await app
            .Services.GetRequiredService<StartConnection>()
            .RunAsync(ana.Actor, person, "withings", Ct);
        var back = cloud.Agree(asked.Value);
        Assert.Equal("/connexions/withings/retour", back.AbsolutePath);

        // Not signed in there is nothing to come back to.
        using var nobody = app.Visitor();
        using (var away = await nobody.GetAsync(back.PathAndQuery, Ct))
            Assert.Contains(
                "/compte/connexion",
                away.Headers.Location!.ToString(),
                StringComparison.Ordinal
            );
        using (var home = await ana.Browser.GetAsync(back.PathAndQuery, Ct))
        {
            Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
            Assert.Equal($"/imports/services?pour={person}", home.Headers.Location!.ToString());
        }
        using (var again = await ana.Browser.GetAsync(back.PathAndQuery, Ct))
            Assert.Equal(
                "/imports/services?refus=connection.state-unknown",
                again.Headers.Location!.ToString()
            );
        await WeightsAsync(ana, child, 2);
        await Until.TrueAsync(
            async () => (await ViewAsync(app, ana, person)).HasWholeHistory,
            "the whole history",
            Patience,
            Ct
        );

        // Withings looks first, and then notifies, in a form and unsigned.
        var inside = await InsideAsync(app);
        var address = $"/connexions/withings/avis/{inside.CallbackSecret}";
        Assert.Contains(cloud.Subscribed, s => s.Contains(address, StringComparison.Ordinal));
        using var vendor = new HttpClient { BaseAddress = app.Url };
        using (var head = await vendor.SendAsync(new(HttpMethod.Head, address), Ct))
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        using (var wrong = await vendor.SendAsync(new(HttpMethod.Head, address[..^3] + "AAA"), Ct))
            Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        cloud.Weigh(3, DateTimeOffset.UtcNow.AddHours(-1), 71_411);
        using (
            var noted = await vendor.PostAsync(
                address,
                new FormUrlEncodedContent([
                    new("userid", VendorDouble.Subject),
                    new("appli", "1"),
                    new("startdate", "1"),
                    new("enddate", "2"),
                ]),
                Ct
            )
        )
            Assert.Equal(HttpStatusCode.OK, noted.StatusCode);
        await WeightsAsync(ana, child, 3);

        await NothingIsToldAsync(app, cloud, inside, ear);
    }

    [Fact]
    public async Task Oura_proves_itself_before_it_is_heard()
    {
        await using var cloud = await OuraDouble.StartAsync(TimeProvider.System);
        await using var app = ProductApp.Start(cloud.Settings);
        using var http = new HttpClient { BaseAddress = app.Url };
        var token = app.Services.GetRequiredService<OuraCloud>().VerificationToken;

        var challenge = await http.GetStringAsync(
            $"/connexions/oura/avis?verification_token={token}&challenge=abc",
            Ct
        );
        Assert.Equal("{\"challenge\":\"abc\"}", challenge);
        using (
            var wrong = await http.GetAsync(
                "/connexions/oura/avis?verification_token=x&challenge=abc",
                Ct
            )
        )
            Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);

        var (at, signature, body) = cloud.Notice();
        Assert.Equal(HttpStatusCode.OK, await SayAsync(http, at, signature, body));
        Assert.Equal(HttpStatusCode.Unauthorized, await SayAsync(http, at, new('0', 64), body));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await SayAsync(http, at, signature, [.. body, 10])
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await SayAsync(http, "", "", body));
        var stale = cloud.Notice(at: DateTimeOffset.UtcNow.AddMinutes(-10));
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await SayAsync(http, stale.Timestamp, stale.Signature, stale.Body)
        );
    }

    [Fact]
    public async Task Google_looks_twice_and_only_what_was_agreed_opens()
    {
        await using var cloud = await GoogleHealthDouble.StartAsync(TimeProvider.System);
        await using var app = ProductApp.Start(cloud.Settings);
        using var http = new HttpClient { BaseAddress = app.Url };

        Assert.Equal(
            HttpStatusCode.NoContent,
            await VerifyAsync(http, GoogleHealthDouble.NoticeSecret)
        );
        Assert.Equal(HttpStatusCode.Unauthorized, await VerifyAsync(http, null));
        Assert.Equal(HttpStatusCode.Unauthorized, await VerifyAsync(http, "Bearer other"));
    }

    [Fact]
    public async Task Where_nothing_is_configured_no_vendor_is_heard()
    {
        await using var app = ProductApp.Start();
        using var http = new HttpClient { BaseAddress = app.Url };

        Assert.Equal(HttpStatusCode.NotFound, await SayAsync(http, "1", "2", [1]));
        Assert.Equal(HttpStatusCode.Unauthorized, await VerifyAsync(http, ""));
    }

    private static async Task NothingIsToldAsync(
        ProductApp app,
        WithingsDouble cloud,
        ConnectionPayload inside,
        Ear ear
    )
    {
        string[] tokens =
        [
            .. cloud.Secrets.Where(s => !s.StartsWith("code", StringComparison.Ordinal)),
            VendorDouble.ClientSecret,
            VendorDouble.Subject,
        ];
        Assert.True(tokens.Length >= 4);
        var canaries = new Canaries(tokens);
        Assert.Empty(canaries.SearchFolders(app.Folder));
        Assert.Empty(canaries.Search(ear.Heard(), "log and addresses"));
        // The secret of the address is in the address, which the vendor knows, and in no line of ours and in no table.
        var address = new Canaries([inside.CallbackSecret!, .. cloud.Secrets]);
        Assert.Empty(address.SearchFolders(app.Folder));
        var lines = Encoding
            .UTF8.GetString(ear.Heard())
            .Split('\n')
            .Where(l =>
                !l.StartsWith("URL ", StringComparison.Ordinal)
                && !l.StartsWith("SCOPE ", StringComparison.Ordinal)
            );
        Assert.Empty(
            new Canaries([.. tokens, inside.CallbackSecret!]).Search(
                Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(IsOurs))),
                "log"
            )
        );
        var jobs = app.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        var arguments = string.Join(
            '\n',
            jobs.SucceededJobs(0, 1000).Select(j => string.Join(' ', j.Value.Job.Args))
        );
        Assert.NotEmpty(arguments);
        Assert.Empty(address.Search(Encoding.UTF8.GetBytes(arguments), "job arguments"));
        Assert.Equal(0, cloud.CountOf("LEAK"));
        // The search itself works.
        Assert.NotEmpty(canaries.Search(Canaries.Control(tokens), "control"));
    }

    // Scopes and debug lines of the framework hold the path; the product's own sink cuts it from every line.
    private static bool IsOurs(string line) =>
        !line.Contains("Microsoft.AspNetCore", StringComparison.Ordinal);

    private static async Task WeightsAsync(Member ana, string child, int count) =>
        await Until.TrueAsync(
            async () =>
            {
                var kinds = await ana.Program.KindsAsync(child, Ct);
                var tag = kinds
                    .First(k => k.GetProperty("code").GetString() == "body-weight")
                    .GetProperty("tag")
                    .GetString()!;
                return (await ana.Program.ReadingsAsync(child, tag, Ct)).Count == count;
            },
            $"{count} weights",
            Patience,
            Ct
        );

    private static async Task<ConnectionView> ViewAsync(
        ProductApp app,
        Member ana,
        PersonId person
    ) =>
        (
            await app.Services.GetRequiredService<ReadConnections>().RunAsync(ana.Actor, person, Ct)
        ).Value.Connections.Single();

    private static async Task<ConnectionPayload> InsideAsync(ProductApp app)
    {
        await using var db = await app.Services.GetRequiredService<HealthDbs>().ReadAsync(Ct);
        var row = await db.Connections.SingleAsync(Ct);
        return await app.Services.GetRequiredService<ConnectionRows>().OpenAsync(row, Ct);
    }

    private static async Task<HttpStatusCode> SayAsync(
        HttpClient http,
        string timestamp,
        string signature,
        byte[] body
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connexions/oura/avis");
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("x-oura-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("x-oura-signature", signature);
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> VerifyAsync(HttpClient http, string? shown)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            "/connexions/google-health/avis"
        );
        request.Content = new StringContent(
            "{\"type\":\"verification\"}",
            Encoding.UTF8,
            "application/json"
        );
        if (shown is not null)
            request.Headers.TryAddWithoutValidation("Authorization", shown);
        using var answer = await http.SendAsync(request, Ct);
        return answer.StatusCode;
    }
}
