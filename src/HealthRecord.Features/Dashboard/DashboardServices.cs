using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Dashboard;

internal static class DashboardServices
{
    public static void AddDashboard(this IServiceCollection services) { }

    public static void MapDashboard(this IEndpointRouteBuilder routes) { }
}
