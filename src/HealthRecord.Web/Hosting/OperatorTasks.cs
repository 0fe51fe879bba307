using Hangfire;
using HealthRecord.Features.Operations.Operators;
using HealthRecord.Features.Platform.Security;
using Microsoft.AspNetCore.Authorization;

namespace HealthRecord.Web.Hosting;

/// <summary>Hangfire's dashboard, for operators: what runs, what failed, and "again" for what did.</summary>
/// <remarks>Arguments are ids and faults name types only, so that nothing in it tells of anybody.</remarks>
internal static class OperatorTasks
{
    public const string Path = "/operateur/taches";
    private const string Policy = "operator";

    public static void AddOperatorTasks(this IServiceCollection services)
    {
        services.AddSingleton<IAuthorizationHandler, OperatorHandler>();
        services
            .AddAuthorizationBuilder()
            .AddPolicy(
                Policy,
                policy => policy.RequireAuthenticatedUser().AddRequirements(new IsOperator())
            );
    }

    public static void MapOperatorTasks(this WebApplication app) =>
        app.MapHangfireDashboard(
                Path,
                new DashboardOptions
                {
                    // The policy of the endpoint decides, not the address that the request comes from.
                    Authorization = [],
                    AppPath = "/famille",
                    DashboardTitle = "HealthRecord",
                    DisplayStorageConnectionString = false,
                },
                app.Services.GetRequiredService<JobStorage>()
            )
            .RequireAuthorization(Policy);

    private sealed class IsOperator : IAuthorizationRequirement;

    private sealed class OperatorHandler(OperatorList operators) : AuthorizationHandler<IsOperator>
    {
        protected override async Task HandleRequirementAsync(
            AuthorizationHandlerContext context,
            IsOperator requirement
        )
        {
            if (
                ActorClaims.Of(context.User) is { } actor
                && await operators.HasAsync(actor, CancellationToken.None)
            )
                context.Succeed(requirement);
        }
    }
}
