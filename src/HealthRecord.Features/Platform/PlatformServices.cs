using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthRecord.Features.Platform;

public static class PlatformServices
{
    /// <summary>The record, its keys and its rights. A provider (SQLite or SQL Server) is added beside it.</summary>
    public static IServiceCollection AddHealthRecordPlatform(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        services.AddMetrics();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(configuration);
        services.AddSingleton(RecordFolders.From(configuration));
        services.AddSingleton<RecordWriting>();
        services.AddSingleton<HealthDbs>();
        services.AddSingleton<KeyVersions>();
        services.AddSingleton<KeyReadiness>();
        services.AddSingleton<OwnerRows>();
        services.AddIdentitySchema();
        services.AddCookieRing();
        services.AddSingleton<SealingWatch>();
        services.AddSingleton<IKeyWrapper, FileKeyWrapper>();
        services.AddSingleton(s => new PersonKeys(
            s.GetRequiredService<IDbContextFactory<KeyDb>>(),
            s.GetRequiredService<IKeyWrapper>(),
            s.GetRequiredService<IRecordStore>(),
            s.GetRequiredService<SealingWatch>(),
            s.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(s => new Access(
            s.GetRequiredService<HealthDbs>(),
            s.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
