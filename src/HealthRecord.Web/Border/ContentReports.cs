using System.Diagnostics.Metrics;
using HealthRecord.Features.Accounts.Guessing;

namespace HealthRecord.Web.Border;

/// <summary>Where browsers report a broken content policy: counted, never kept, because a report names addresses.</summary>
internal static class ContentReports
{
    public const string Path = "/csp";

    private const int MostASecond = 10;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Meter Meter = new("HealthRecord.Border");
    private static readonly Counter<long> Reports = Meter.CreateCounter<long>(
        "healthrecord.csp.reports"
    );

    public static void MapContentReports(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(
                Path,
                (HttpContext context, Rates rates) =>
                {
                    var network = Caller.Of(context).Network;
                    if (rates.Take($"report {network}", MostASecond, Second) is { } wait)
                    {
                        AccountRates.TooMany(context, wait);
                        return Results.Empty;
                    }
                    Reports.Add(1);
                    return Results.NoContent();
                }
            )
            .AllowAnonymous()
            .DisableAntiforgery();
}
