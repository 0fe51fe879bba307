using HealthRecord.Features.Platform.Ui;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Dashboard;

internal static class DashboardServices
{
    public static void AddDashboard(this IServiceCollection services)
    {
        services.AddUi();
        services.AddSingleton<ReadShownPersons>();
        services.AddScoped<QuickEntry>();
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes) { }
}
