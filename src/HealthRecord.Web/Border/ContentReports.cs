using System.Diagnostics.Metrics;

namespace HealthRecord.Web.Border;

/// <summary>Where browsers report a broken content policy: counted, never kept, because a report names addresses.</summary>
internal static class ContentReports
{
    public const string Path = "/csp";

    private static readonly Meter Meter = new("HealthRecord.Border");
    private static readonly Counter<long> Reports = Meter.CreateCounter<long>(
        "healthrecord.csp.reports"
    );

    public static void MapContentReports(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                Path,
                () =>
                {
                    Reports.Add(1);
                    return Results.NoContent();
                }
            )
            .AllowAnonymous()
            .DisableAntiforgery();
}
