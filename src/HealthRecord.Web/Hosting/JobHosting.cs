namespace HealthRecord.Web.Hosting;

/// <summary>Hangfire: in memory beside the embedded database, on SQL Server in production.</summary>
internal static class JobHosting
{
    public static void AddJobs(this IHostApplicationBuilder builder) { }
}
