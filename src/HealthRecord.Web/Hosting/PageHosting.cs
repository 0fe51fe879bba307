using HealthRecord.Features;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.Tokens;
using HealthRecord.Web.Border;
using HealthRecord.Web.Components;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;

namespace HealthRecord.Web.Hosting;

/// <summary>Razor components, sign-in, languages and the headers of every answer.</summary>
internal static class PageHosting
{
    public static void AddPages(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddKestrelLimits();
        services.AddKnownProxies(builder.Configuration);
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddLocalization();
        services.AddRequestLocalization(LanguageChoice.Configure);
        services.AddAntiforgery(o =>
        {
            // Its cookie follows the scheme of the request, like that of the session.
            o.Cookie.Name = "hr-form";
            // A link from a mail arrives from elsewhere and must find the cookie of the other tabs.
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            o.SuppressXFrameOptionsHeader = true;
        });
        AddSignIn(services);
        services.AddScoped<CspNonce>();
        services
            .AddRazorComponents()
            .AddInteractiveServerComponents(o =>
            {
                o.DetailedErrors = false;
                o.DisconnectedCircuitMaxRetained = 200;
                o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
                o.MaxBufferedUnacknowledgedRenderBatches = 5;
                o.JSInteropDefaultCallTimeout = TimeSpan.FromSeconds(30);
            })
            .AddHubOptions(o =>
            {
                // Files go over HTTP, so no message of a circuit is large.
                o.MaximumReceiveMessageSize = 64 * 1024;
                o.EnableDetailedErrors = false;
            });
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseSecurityHeaders();
        app.UseErrorPages();
        app.UseOriginGate();
        app.UseRouting();
        app.UseUnmappedAddresses();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseAuthorization();
        app.UseAccountRates();
        app.UseSessionConnections();
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapContentReports();
        app.MapOperatorTasks();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null)
            .AddAdditionalAssemblies(typeof(FeatureServices).Assembly)
            .Add(CircuitDecision);
    }

    private static void AddSignIn(IServiceCollection services)
    {
        services
            .AddAuthentication(SessionDefaults.Scheme)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionDefaults.Scheme, null)
            .AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenDefaults.Scheme, null);
        var signedIn = new AuthorizationPolicyBuilder(SessionDefaults.Scheme)
            .RequireAuthenticatedUser()
            .Build();
        services
            .AddAuthorizationBuilder()
            .SetDefaultPolicy(signedIn)
            .SetFallbackPolicy(signedIn)
            .AddPolicy(
                TokenDefaults.Policy,
                new AuthorizationPolicyBuilder(TokenDefaults.Scheme)
                    .RequireAuthenticatedUser()
                    .Build()
            );
        services.AddOperatorTasks();
        services.AddCascadingAuthenticationState();
        services.AddScoped<AuthenticationStateProvider, SessionRevalidation>();
    }

    // Pages decide for themselves; the circuit and the script that opens it are the framework's, so we decide here.
    private static void CircuitDecision(EndpointBuilder endpoint)
    {
        if (endpoint is not RouteEndpointBuilder { RoutePattern.RawText: { } path })
            return;
        if (path.Contains("_blazor", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AuthorizeAttribute());
        else if (path.Contains("_framework", StringComparison.Ordinal))
            endpoint.Metadata.Add(new AllowAnonymousAttribute());
    }
}
