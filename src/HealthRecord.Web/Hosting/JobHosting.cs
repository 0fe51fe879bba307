using Hangfire;

namespace HealthRecord.Web.Hosting;

/// <summary>Hangfire: in memory beside the embedded database, on SQL Server in production.</summary>
internal static class JobHosting
{
    public static void AddJobs(this IHostApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        builder.Services.AddHangfire(jobs =>
        {
            jobs.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings();
            if (configuration["Database:Provider"] == "SqlServer")
                jobs.UseSqlServerStorage(configuration.GetConnectionString("SqlServer"));
            else
                jobs.UseInMemoryStorage();
        });
        builder.Services.AddHangfireServer(o => o.WorkerCount = 2);
    }
}
