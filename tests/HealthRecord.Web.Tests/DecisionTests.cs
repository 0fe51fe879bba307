using HealthRecord.Features;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests;

public sealed class DecisionTests(ProductApp app) : IClassFixture<ProductApp>
{
    // Files that came after the build, in development only; closed by the fallback policy.
    private const string LateFiles = "{**path:file}";

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        Assert.True(endpoints.Count > 20);
        var undecided = endpoints
            .Where(e =>
                e.Metadata.GetMetadata<IAuthorizeData>() is null
                && e.Metadata.GetMetadata<IAllowAnonymous>() is null
            )
            .Where(e => e.Metadata.GetMetadata<AuthorizationPolicy>() is null)
            .Select(e => (e as RouteEndpoint)?.RoutePattern.RawText ?? e.DisplayName)
            .Where(path => path != LateFiles);
        Assert.Empty(undecided.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_use_case_says_by_what_right_it_runs()
    {
        var undecided = typeof(FeatureServices)
            .Assembly.GetTypes()
            .Where(t =>
                t is { IsClass: true, IsAbstract: false } && t.GetMethod("RunAsync") is not null
            )
            .Where(t => !t.IsDefined(typeof(UseCaseAccessAttribute), inherit: false))
            .Select(t => t.FullName);
        Assert.Empty(undecided);
    }
}
