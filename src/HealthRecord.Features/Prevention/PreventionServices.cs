using HealthRecord.Features.Prevention.Store;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Prevention;

internal static class PreventionServices
{
    public static void AddPrevention(this IServiceCollection services)
    {
        services.AddSingleton<ProgrammeInForce>();
        services.AddSingleton<PersonProgramme>();
    }
}
