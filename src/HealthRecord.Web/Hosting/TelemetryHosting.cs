namespace HealthRecord.Web.Hosting;

/// <summary>Logs, traces, metrics and health checks.</summary>
internal static class TelemetryHosting
{
    public static void AddTelemetry(this IHostApplicationBuilder builder) { }

    public static void MapHealth(this WebApplication app) { }
}
