using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Readings;

internal static class ReadingsServices
{
    public static void AddReadings(this IServiceCollection services) { }

    public static void MapReadings(this IEndpointRouteBuilder routes) { }
}
