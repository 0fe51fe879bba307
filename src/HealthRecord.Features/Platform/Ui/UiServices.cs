using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace HealthRecord.Features.Platform.Ui;

internal static class UiServices
{
    public static void AddUi(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            options.SnackbarConfiguration.VisibleStateDuration = 8000;
            options.SnackbarConfiguration.ShowTransitionDuration = 150;
            options.SnackbarConfiguration.HideTransitionDuration = 150;
            options.SnackbarConfiguration.PreventDuplicates = false;
        });
        services.AddTransient<MudLocalizer, ComponentWords>();
        services.AddSingleton<MudTheme>(s =>
            ProductTheme.Read(s.GetRequiredService<IWebHostEnvironment>())
        );
        services.AddSingleton<ErrorSentences>();
        services.AddSingleton<Moments>();
        services.AddScoped<CurrentActor>();
        services.AddScoped<WhoIsShown>();
        services.AddScoped<ShellScript>();
        services.AddScoped<Snack>();
    }
}
