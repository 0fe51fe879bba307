using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Platform.Data;

/// <summary>Version 3 of Identity's tables (passkeys), at run time and when migrations are made.</summary>
/// <remarks>
/// Identity reads it from the options of the application's services only; a context without them silently has the tables
/// of version 1. So every way to make one passes here.
/// </remarks>
internal static class IdentitySchema
{
    public static void AddIdentitySchema(this IServiceCollection services) =>
        services.Configure<IdentityOptions>(o =>
            o.Stores.SchemaVersion = IdentitySchemaVersions.Version3
        );

    /// <summary>For <c>dotnet ef</c>, where there is no application.</summary>
    public static IServiceProvider AtDesignTime()
    {
        var services = new ServiceCollection();
        services.AddIdentitySchema();
        return services.BuildServiceProvider();
    }
}
