using System.Net;
using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.TestKit;
using HealthRecord.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using OpenTelemetry.Trace;
using Serilog;

namespace HealthRecord.Web.Tests.Import;

/// <summary>An upload link over HTTP, and what of it can be read in logs and traces: its pattern, never its secret.</summary>
public sealed class DepotTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_taken_without_a_word_and_the_secret_is_in_no_log_and_no_trace()
    {
        await using var collector = await TraceCollector.StartAsync(Ct);
        var lines = new StringWriter();
        await using var app = ProductApp.Start(
            s =>
                s.AddSerilog(
                    log =>
                        TelemetryHosting.Configure(
                            log,
                            new HostingEnvironment { EnvironmentName = Environments.Production },
                            lines
                        ),
                    preserveStaticLogger: true
                ),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        using var member = await app.MemberAsync("depot@example.org", Ct, "Camille Quetzal");
        var secret = (
            await app.Get<CreateUploadLink>()
                .RunAsync(
                    member.Actor,
                    new PersonId(Guid.Parse(member.OwnPerson)),
                    "Téléphone",
                    30,
                    Ct
                )
        ).Value;
        using var phone = new HttpClient { BaseAddress = app.Url };

        using var taken = await phone.PutAsync(
            $"/depot/{secret}",
            new ByteArrayContent(BadFiles.Good().Zip()),
            Ct
        );
        using var unknown = await phone.PostAsync(
            $"/depot/{new string('Z', 43)}",
            new ByteArrayContent([1]),
            Ct
        );
        using var endless = await phone.PutAsync(
            $"/depot/{secret}",
            new StreamContent(new Endless()),
            Ct
        );
        using var read = await phone.GetAsync($"/depot/{secret}", Ct);

        Assert.Equal(
            (HttpStatusCode.Accepted, ""),
            (taken.StatusCode, await taken.Content.ReadAsStringAsync(Ct))
        );
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.LengthRequired, endless.StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, read.StatusCode);
        var imports = await member.Program.GetAsync("imports", Ct);
        var run = imports.Json[0].GetProperty("id").GetString()!;
        Assert.Equal("Done", (await member.Program.FollowAsync(run, Ct))["state"]);

        app.Services.GetRequiredService<TracerProvider>().ForceFlush();
        await Until.TrueAsync(
            () => Task.FromResult(collector.Has("/depot/{secret}")),
            "the spans",
            TimeSpan.FromSeconds(30),
            Ct
        );
        Assert.Contains("/depot/{secret}", lines.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(secret, lines.ToString(), StringComparison.Ordinal);
        Assert.False(collector.Has(secret));
        Assert.False(collector.Has("ZZZZZZZZ"));
    }

    [Fact]
    public async Task One_network_leaves_twenty_files_a_minute()
    {
        await using var app = ProductApp.Start();
        using var phone = new HttpClient { BaseAddress = app.Url };
        for (var i = 0; i < 20; i++)
        {
            using var tried = await phone.PutAsync("/depot/guess", new ByteArrayContent([1]), Ct);
            Assert.Equal(HttpStatusCode.NotFound, tried.StatusCode);
        }

        using var refused = await phone.PutAsync("/depot/guess", new ByteArrayContent([1]), Ct);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
    }

    /// <summary>A body whose length nobody knows beforehand.</summary>
    private sealed class Endless : MemoryStream
    {
        public override bool CanSeek => false;
    }

    /// <summary>Stands for whoever collects traces: keeps the bytes.</summary>
    private sealed class TraceCollector : IAsyncDisposable
    {
        private readonly MemoryStream got = new();
        private readonly WebApplication web;

        private TraceCollector(WebApplication web) => this.web = web;

        public string Url => web.Urls.Single();

        public static async Task<TraceCollector> StartAsync(CancellationToken ct)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new TraceCollector(builder.Build());
            collector.web.Run(collector.TakeAsync);
            await collector.web.StartAsync(ct);
            return collector;
        }

        public bool Has(string text)
        {
            lock (got)
                return got.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
        }

        public async ValueTask DisposeAsync() => await web.DisposeAsync();

        private async Task TakeAsync(HttpContext http)
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            lock (got)
                got.Write(body.ToArray());
        }
    }
}
