using HealthRecord.Features.Operations.Backups;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Operations.Health;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Operations.Operators;
using HealthRecord.Features.Operations.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Operations;

internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services)
    {
        services.AddSingleton<RewriteRows>();
        services.AddSingleton<CloseDataKey>();
        services.AddSingleton<RotateDataKeys>();
        services.AddSingleton<RotateKek>();
        services.AddSingleton<RetireKeks>();
        services.AddSingleton<KeepKeks>();
        services.AddSingleton<KeyCopies>();
        services.AddSingleton<KeyUpkeep>();
        services.AddLocalization();
        services.AddSingleton(s => ErasureOptions.Of(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<ErasureLetters>();
        services.AddSingleton<ErasePerson>();
        services.AddSingleton<EraseDue>();
        services.AddSingleton<KeepRetention>();
        services.AddSingleton<BackUp>();
        services.AddSingleton<RestoreFiles>();
        services.AddSingleton<ProveRestored>();
        services.AddSingleton<OperatorList>();
        services.AddHostedService<KeyUpkeepClock>();
        services.AddRecordChecks();
    }
}
