using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthRecord.Features.Family;

internal static class FamilyServices
{
    public static void AddFamily(this IServiceCollection services)
    {
        services.TryAddSingleton<EntryStore>();
        services.AddSingleton<PersonStore>();
        services.AddSingleton<PersonFactsReader>();
        services.AddSingleton<NewHousehold>();
        services.AddSingleton<AddPerson>();
    }

    public static void MapFamily(this IEndpointRouteBuilder routes) { }
}
