using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Accounts;

internal static class AccountsServices
{
    public static void AddAccounts(this IServiceCollection services) { }

    public static void MapAccounts(this IEndpointRouteBuilder routes) { }
}
