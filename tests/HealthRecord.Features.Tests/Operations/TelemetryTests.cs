using System.Net;
using HealthRecord.Features.Operations.Health;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Tests.Sealing;
using HealthRecord.TestKit;
using HealthRecord.Web.Hosting;
using HealthRecord.Web.Hosting.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Serilog;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

public sealed class TelemetryTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_log_has_the_template_of_a_path_and_neither_the_path_nor_an_address()
    {
        var lines = new StringWriter();
        await using var app = await StartAsync(lines, "Production");

        await app.GetTestClient().GetAsync("/p/4d0c5b7e/t/secret-tag?note=migraine", Ct);
        await app.GetTestClient().GetAsync("/nowhere/4d0c5b7e", Ct);

        var log = lines.ToString();
        Assert.Contains("/p/{person}/t/{tag}", log, StringComparison.Ordinal);
        Assert.Contains("(none)", log, StringComparison.Ordinal);
        Assert.Contains("what a database said", log, StringComparison.Ordinal);
        foreach (
            var secret in new[]
            {
                "4d0c5b7e",
                "secret-tag",
                "migraine",
                "ana@example.org",
                "ana%40example.org",
            }
        )
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
        Assert.All(
            log.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => System.Text.Json.JsonDocument.Parse(line).Dispose()
        );
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task Details_of_the_health_stay_in_the_house(string environment, bool details)
    {
        await using var app = await StartAsync(new StringWriter(), environment);
        var answer = await app.GetTestClient().GetStringAsync("/health/ready", Ct);

        Assert.Contains("Healthy", answer, StringComparison.Ordinal);
        Assert.Equal(details, answer.Contains("draining", StringComparison.Ordinal));
        Assert.Equal("Healthy", await app.GetTestClient().GetStringAsync("/health/live", Ct));
    }

    [Fact]
    public async Task When_the_server_stops_readiness_is_red_and_long_work_is_sent_away()
    {
        await using var app = await StartAsync(new StringWriter(), "Development");
        var client = app.GetTestClient();
        Assert.Equal(
            HttpStatusCode.OK,
            (await client.PostAsync("/_blazor/negotiate", null, Ct)).StatusCode
        );

        await app.Services.GetRequiredService<Draining>().StoppingAsync(Ct);

        foreach (
            var (method, path) in new[]
            {
                (HttpMethod.Post, "/_blazor/negotiate"),
                (HttpMethod.Patch, "/upload"),
                (HttpMethod.Post, "/api/v1/persons/4d0c5b7e/imports"),
            }
        )
        {
            var refused = await client.SendAsync(new HttpRequestMessage(method, path), Ct);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
        }
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable,
            (await client.GetAsync("/health/ready", Ct)).StatusCode
        );
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health/live", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/short", Ct)).StatusCode);
    }

    [Theory, BothDatabases]
    public async Task A_copy_of_the_keys_that_nobody_proved_for_180_days_degrades_the_health(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await SealedWorld.PersonAsync(host, ct: Ct);
        Assert.Equal(HealthStatus.Degraded, await CheckAsync(host, "key copy"));
        await using (var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct))
        {
            keys.Add(KeyStoreNotes.New(KeyStoreNote.CopyVerified, "kek-0001", host.Clock));
            await keys.SaveChangesAsync(Ct);
        }
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host, "key copy"));
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host, "key store"));
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host, "database"));
        host.Clock.Advance(TimeSpan.FromDays(181));
        Assert.Equal(HealthStatus.Degraded, await CheckAsync(host, "key copy"));

        File.Delete(Path.Combine(host.Folder, "keys", "kek-0001.key"));
        Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(host, "key store"));
    }

    [Theory]
    [InlineData(0.0, HealthStatus.Healthy)]
    [InlineData(2.0, HealthStatus.Healthy)]
    [InlineData(-2.0, HealthStatus.Healthy)]
    [InlineData(2.1, HealthStatus.Unhealthy)]
    [InlineData(-2.1, HealthStatus.Unhealthy)]
    [InlineData(null, HealthStatus.Healthy)]
    public async Task A_clock_that_is_more_than_two_seconds_from_the_database_is_red(
        double? apart,
        HealthStatus health
    )
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(RecordHost.Start);
        DateTime? there = apart is { } seconds
            ? RecordHost.Start.UtcDateTime.AddSeconds(seconds)
            : null;

        var found = await new ClockCheck(_ => Task.FromResult(there), clock).CheckHealthAsync(
            new HealthCheckContext(),
            Ct
        );

        Assert.Equal(health, found.Status);
    }

    [Theory, BothDatabases]
    public async Task The_clock_of_the_database_is_asked(Database database)
    {
        await using var host = await RecordHost.OpenAsync(
            database,
            s => s.AddSingleton(TimeProvider.System),
            ct: Ct
        );
        Assert.Equal(HealthStatus.Healthy, await CheckAsync(host, "clock"));
    }

    private static async Task<HealthStatus> CheckAsync(RecordHost host, string name)
    {
        var report = await host.Get<HealthCheckService>().CheckHealthAsync(c => c.Name == name, Ct);
        return Assert.Single(report.Entries).Value.Status;
    }

    private static async Task<WebApplication> StartAsync(TextWriter lines, string environment)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = environment }
        );
        builder.WebHost.UseTestServer();
        builder.AddTelemetry();
        builder.Services.AddSerilog(
            log => TelemetryHosting.Configure(log, builder.Environment, lines),
            preserveStaticLogger: true
        );
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(RecordFolders.From(builder.Configuration));
        builder.Services.AddAuthorization();
        var app = builder.Build();
        app.Use(
            (context, next) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Loopback;
                return next(context);
            }
        );
        app.MapHealth();
        app.MapPost("/_blazor/negotiate", () => "circuit");
        app.MapGet("/short", () => "page");
        app.MapGet(
            "/p/{person}/t/{tag}",
            (ILoggerFactory logs) =>
            {
                logs.CreateLogger("test")
                    .LogError(
                        new InvalidOperationException("duplicate key (ana@example.org)"),
                        "what a database said of {Row}",
                        "ana%40example.org"
                    );
            }
        );
        await app.StartAsync(Ct);
        return app;
    }
}
