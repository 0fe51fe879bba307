using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Growth;

internal static class GrowthServices
{
    public static void AddGrowth(this IServiceCollection services)
    {
        services.AddSingleton<GrowthTableFile>();
        services.AddSingleton<ReadGrowth>();
        services.AddSingleton<SayExpectedBirth>();
    }
}
