using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Dashboard.Entry;
using HealthRecord.Features.Dashboard.Tiles;
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
        services.AddSingleton<TileChoices>();
        services.AddSingleton<EntryDrafts>();
        services.AddSingleton<TileMaker>();
        services.AddSingleton<ReadPersonBoard>();
        services.AddSingleton<ReadFamilyBoard>();
        services.AddScoped<RecordChanges>();
        services.AddScoped<QuickEntry>();
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes) { }
}
