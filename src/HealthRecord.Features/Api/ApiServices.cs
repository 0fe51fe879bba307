using HealthRecord.Features.Accounts.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Api;

/// <summary>The versioned HTTP API: the same use cases as the pages, for programs with a personal access token.</summary>
internal static class ApiServices
{
    public const string Document = "v1";

    public static void AddApi(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<ApiProblems>();
        services.AddSingleton<ReadEntries>();
        services.AddOpenApi(
            Document,
            options =>
            {
                options.ShouldInclude = e =>
                    e.RelativePath?.StartsWith("api/v1/", StringComparison.Ordinal) == true;
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info.Title = "HealthRecord";
                        document.Info.Version = "1";
                        // The address is where the document was asked for, not what a Host header says.
                        document.Servers = [];
                        return Task.CompletedTask;
                    }
                );
            }
        );
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes
            .MapGroup("/api/v1")
            .RequireAuthorization(TokenDefaults.Policy)
            .DisableAntiforgery();
        ApiPersons.Map(api);
        ApiReads.Map(api);
        ApiWrites.Map(api);
        ApiIngest.Map(api);
        ApiImports.Map(api);
        ApiRefusedLines.Map(api);
        ApiEntries.Map(api);
        routes.MapOpenApi("/api/{documentName}/openapi.json").AllowAnonymous();
        routes.MapGet("/api", ApiPage.ShowAsync).AllowAnonymous().ExcludeFromDescription();
    }
}
