using HealthRecord.Data.Sqlite;
using HealthRecord.Data.SqlServer;
using HealthRecord.Features;
using HealthRecord.Features.Platform;

namespace HealthRecord.Web.Hosting;

/// <summary>The record on the configured database.</summary>
internal static class RecordHosting
{
    /// <summary><c>--demo</c> is short for <c>--Demo=true</c>.</summary>
    public static string[] Arguments(string[] args) =>
        [.. args.Select(a => a == "--demo" ? "--Demo=true" : a)];

    public static void AddRecord(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHealthRecordPlatform(builder.Configuration);
        if (builder.Configuration["Database:Provider"] == "SqlServer")
            services.AddSqlServerRecord(builder.Configuration);
        else
            services.AddSqliteRecord(builder.Configuration);
        services.AddHealthRecordFeatures();
    }
}
