using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace HealthRecord.Web.Hosting.Telemetry;

/// <summary>From SIGTERM on: readiness is red, new circuits and uploads are sent away politely, the rest runs to its end.</summary>
/// <remarks>
/// <c>Shutdown:Notice</c> is how long the server goes on answering after readiness turned red, so that whoever spreads the
/// load has seen it: 4 s in production, nothing in development.
/// </remarks>
internal sealed class Draining(
    IHostApplicationLifetime lifetime,
    IHostEnvironment environment,
    IConfiguration configuration,
    TimeProvider clock
) : IHostedLifecycleService, IHealthCheck
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private volatile bool stopping;

    public bool Stopping => stopping || lifetime.ApplicationStopping.IsCancellationRequested;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            Stopping ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy()
        );

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        var notice = configuration.GetValue(
            "Shutdown:Notice",
            environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(4)
        );
        if (notice > TimeSpan.Zero)
            await Task.Delay(notice < Longest ? notice : Longest, clock, cancellationToken);
    }

    /// <summary>What starts something long: a circuit, an upload, or a piece of one.</summary>
    public static bool IsLong(HttpRequest request) =>
        HttpMethods.IsPatch(request.Method)
        || HttpMethods.IsPut(request.Method)
        || request.Path.StartsWithSegments("/depot", StringComparison.OrdinalIgnoreCase)
        || (
            HttpMethods.IsPost(request.Method)
            && request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && request
                .Path.Value!.TrimEnd('/')
                .EndsWith("/imports", StringComparison.OrdinalIgnoreCase)
        )
        || request.Path.StartsWithSegments("/_blazor/negotiate", StringComparison.OrdinalIgnoreCase)
        || (request.Path == "/_blazor" && request.HttpContext.WebSockets.IsWebSocketRequest);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
