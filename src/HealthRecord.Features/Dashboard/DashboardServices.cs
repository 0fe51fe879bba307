using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Dashboard.Charts;
using HealthRecord.Features.Dashboard.Logbook;
using HealthRecord.Features.Dashboard.OneKind;
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
        services.AddSingleton<TileMaker>();
        services.AddSingleton<ReadPersonBoard>();
        services.AddSingleton<ReadFamilyBoard>();
        services.AddSingleton<ReadKindPage>();
        services.AddSingleton<SameKind>();
        services.AddSingleton<KindSentence>();
        services.AddSingleton<ReconciliationWords>();
        services.AddSingleton<ChartMaker>();
        services.AddSingleton<LogbookWords>();
        services.AddScoped<RecordChanges>();
        services.AddScoped<QuickEntry>();
    }

    public static void MapDashboard(this IEndpointRouteBuilder routes) => routes.MapSeries();
}
