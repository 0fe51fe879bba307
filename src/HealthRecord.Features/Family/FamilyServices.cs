using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Family;

internal static class FamilyServices
{
    public static void AddFamily(this IServiceCollection services) { }

    public static void MapFamily(this IEndpointRouteBuilder routes) { }
}
