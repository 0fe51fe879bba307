using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HealthRecord.Web.Border;

/// <summary>How much of this server one connection may take.</summary>
internal static class KestrelLimits
{
    public static void AddKestrelLimits(this IServiceCollection services)
    {
        services.Configure<KestrelServerOptions>(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxConcurrentConnections = 4000;
            o.Limits.MaxConcurrentUpgradedConnections = 2000;
            // One piece of an upload is 8 MiB; an endpoint that needs more says so itself.
            o.Limits.MaxRequestBodySize = 12 * 1024 * 1024;
            o.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
            o.Limits.MaxRequestHeaderCount = 60;
            o.Limits.MaxRequestLineSize = 8 * 1024;
            o.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            o.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(120);
            o.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(10));
            o.Limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(10));
        });
        services.Configure<FormOptions>(o =>
        {
            o.ValueCountLimit = 200;
            o.KeyLengthLimit = 512;
            o.ValueLengthLimit = 64 * 1024;
            o.BufferBodyLengthLimit = 1024 * 1024;
        });
    }
}
