using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.Tokens;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Accounts;

internal static class AccountsServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<SessionConnections>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<TokenStore>();
        services.AddScoped<CircuitHandler, SessionActivity>();
        services.AddHostedService<SessionUpkeep>();
        services.AddSingleton<ChangeLanguage>();
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes) => routes.MapPreferences();
}
