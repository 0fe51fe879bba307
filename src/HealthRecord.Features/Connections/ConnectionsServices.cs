using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Connections.Vendors.GoogleHealth;
using HealthRecord.Features.Connections.Vendors.Oura;
using HealthRecord.Features.Connections.Vendors.Withings;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Connections;

internal static class ConnectionsServices
{
    public static void AddVendorClouds(this IServiceCollection services)
    {
        services.AddVendor<WithingsCloud>(
            WithingsCloud.VendorCode,
            "Withings",
            new()
            {
                AskUrl = "https://account.withings.com/oauth2_user/authorize2",
                ApiUrl = "https://wbsapi.withings.net",
            }
        );
        services.AddVendor<OuraCloud>(
            OuraCloud.VendorCode,
            "Oura",
            new()
            {
                AskUrl = "https://cloud.ouraring.com/oauth/authorize",
                ApiUrl = "https://api.ouraring.com",
            }
        );
        services.AddVendor<GoogleHealthCloud>(
            GoogleHealthCloud.VendorCode,
            "GoogleHealth",
            new()
            {
                // Until somebody has tried it with the real service.
                Enabled = false,
                AskUrl = "https://accounts.google.com/o/oauth2/v2/auth",
                TokenUrl = "https://oauth2.googleapis.com",
                ApiUrl = "https://health.googleapis.com",
            }
        );
        services.AddSingleton<VendorList>();
        services.AddSingleton<ConnectionRows>();
        services.AddSingleton<ConnectionAddresses>();
        services.AddSingleton<FetchLeases>();
        services.AddSingleton<FetchSteps>();
        services.AddSingleton<FetchQueue>();
        services.AddSingleton<FetchConnection>();
        services.AddSingleton<FetchDue>();

        services.AddSingleton<StartConnection>();
        services.AddSingleton<FinishConnection>();
        services.AddSingleton<ReadConnections>();
        services.AddSingleton<EndConnection>();
        services.AddSingleton<FetchNow>();
        services.AddSingleton<TakeNotice>();
    }

    public static void MapConnections(this IEndpointRouteBuilder routes)
    {
        routes.MapConnectionRoutes();
        routes.MapNotices();
    }

    /// <param name="section">Its part of the configuration, below <c>Connections</c>.</param>
    /// <param name="usual">The addresses that the vendor publishes.</param>
    private static void AddVendor<T>(
        this IServiceCollection services,
        string code,
        string section,
        VendorOptions usual
    )
        where T : class, IVendor
    {
        services
            .AddOptions<VendorOptions>(code)
            .Configure<IConfiguration>(
                (o, c) =>
                {
                    (o.AskUrl, o.TokenUrl, o.ApiUrl) = (usual.AskUrl, usual.TokenUrl, usual.ApiUrl);
                    o.Enabled = usual.Enabled;
                    c.GetSection("Connections").GetSection(section).Bind(o);
                }
            );
        services
            .AddHttpClient<T>(http =>
            {
                http.Timeout = VendorHttp.Patience;
                http.MaxResponseContentBufferSize = VendorHttp.LargestAnswer;
            })
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = TimeSpan.FromSeconds(10),
                    // The clients live as long as the program: a moved name must be found.
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            )
            .AddHttpMessageHandler(s =>
            {
                var options =
                    s.GetRequiredService<Microsoft.Extensions.Options.IOptionsMonitor<VendorOptions>>()
                        .Get(code);
                return new OnlyVendorHosts([options.TokenUrl, options.ApiUrl]);
            })
            // Its lines hold addresses.
            .RemoveAllLoggers();
        services.AddSingleton<IVendor>(s => s.GetRequiredService<T>());
    }
}
