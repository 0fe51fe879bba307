using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Imports;

internal static class ImportsServices
{
    public static void AddImports(this IServiceCollection services) { }

    public static void MapImports(this IEndpointRouteBuilder routes) { }
}
