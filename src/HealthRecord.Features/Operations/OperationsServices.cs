using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Operations;

internal static class OperationsServices
{
    public static void AddOperations(this IServiceCollection services) { }

    public static void MapOperations(this IEndpointRouteBuilder routes) { }
}
