using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.Tokens;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Web.Hosting.Telemetry;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Compact;
using Serilog.Formatting.Display;

namespace HealthRecord.Web.Hosting;

/// <summary>Logs, traces, metrics and health checks.</summary>
internal static class TelemetryHosting
{
    private const string Readable =
        "[{Timestamp:HH:mm:ss} {Level:u3}] {Message:lj}{NewLine}{Exception}";

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSerilog(
            log => Configure(log, builder.Environment, Console.Out),
            preserveStaticLogger: true
        );
        services.AddSingleton<Draining>();
        services.AddHostedService(s => s.GetRequiredService<Draining>());
        services.AddTransient<IStartupFilter, FirstInLine>();
        services.AddHealthChecks().AddCheck<Draining>("draining");
        // Running requests have 25 s; the process is gone within 30.
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25));
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            AddOpenTelemetry(services);
    }

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks(
                "/health/ready",
                new HealthCheckOptions
                {
                    ResponseWriter = (context, report) =>
                        WriteAsync(context, report, app.Environment.IsDevelopment()),
                }
            )
            .AllowAnonymous();
        SayWhere(app);
    }

    /// <summary>Neither health values nor addresses: paths are templates, queries are left out, what looks like an address is cut.</summary>
    internal static LoggerConfiguration Configure(
        LoggerConfiguration log,
        IHostEnvironment environment,
        TextWriter to
    ) =>
        log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("System", LogEventLevel.Warning)
            .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
            // The framework writes "was challenged" under the names of our handlers, for every visitor who is not signed in.
            .MinimumLevel.Override(typeof(SessionHandler).FullName!, LogEventLevel.Warning)
            .MinimumLevel.Override(typeof(TokenHandler).FullName!, LogEventLevel.Warning)
            .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
            .Enrich.FromLogContext()
            .Enrich.With<WithoutPaths>()
            .WriteTo.Sink(
                new TextSink(
                    new WithoutAddresses(
                        environment.IsDevelopment()
                            ? new MessageTemplateTextFormatter(Readable)
                            : new CompactJsonFormatter()
                    ),
                    to
                )
            );

    private static void AddOpenTelemetry(IServiceCollection services) =>
        services
            .AddOpenTelemetry()
            .WithTracing(t =>
                t.AddAspNetCoreInstrumentation(o =>
                        o.EnrichWithHttpResponse = (activity, _) =>
                        {
                            // The route stays; what was asked for, and by whom, does not leave the house.
                            foreach (var tag in new[] { "url.path", "url.query", "client.address" })
                                activity.SetTag(tag, null);
                        }
                    )
                    .AddOtlpExporter()
            )
            .WithMetrics(m =>
                m.AddAspNetCoreInstrumentation()
                    .AddRuntimeInstrumentation()
                    .AddMeter("HealthRecord.*")
                    .AddOtlpExporter()
            );

    private static Task WriteAsync(HttpContext context, HealthReport report, bool development)
    {
        var near =
            development
            && context.Connection.RemoteIpAddress is { } caller
            && System.Net.IPAddress.IsLoopback(caller);
        return context.Response.WriteAsJsonAsync(
            near
                ? new HealthAnswer(
                    report.Status.ToString(),
                    report.Entries.ToDictionary(
                        e => e.Key,
                        e => $"{e.Value.Status} {e.Value.Description}".TrimEnd(),
                        StringComparer.Ordinal
                    )
                )
                : new HealthAnswer(report.Status.ToString(), null),
            context.RequestAborted
        );
    }

    private static void SayWhere(WebApplication app)
    {
        var folders = app.Services.GetRequiredService<RecordFolders>();
        app.Lifetime.ApplicationStarted.Register(() =>
            app.Logger.LogInformation(
                "Record {Record}, key store {KeyStore}, keys {Keys}, uploads {Uploads}, mail {Mail}, backups {Backups}",
                folders.Record,
                folders.KeyStore,
                folders.Keys,
                folders.Uploads,
                folders.Mail,
                folders.Backups
            )
        );
    }

    private sealed record HealthAnswer(string Status, IReadOnlyDictionary<string, string>? Checks);
}
