using HealthRecord.Features.Operations.Backups;
using HealthRecord.Features.Operations.Health;
using HealthRecord.Features.Operations.Keys;
using Microsoft.AspNetCore.Routing;
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
        services.AddSingleton<ErasePerson>();
        services.AddSingleton<BackUp>();
        services.AddSingleton<RestoreFiles>();
        services.AddSingleton<ProveRestored>();
        services.AddHostedService<KeyUpkeepClock>();
        services.AddRecordChecks();
    }

    public static void MapOperations(this IEndpointRouteBuilder routes) { }
}
