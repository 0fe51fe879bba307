using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Api;

internal static class ApiServices
{
    public static void AddApi(this IServiceCollection services) { }

    public static void MapApi(this IEndpointRouteBuilder routes) { }
}
