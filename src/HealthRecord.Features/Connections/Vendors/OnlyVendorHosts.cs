namespace HealthRecord.Features.Connections.Vendors;

/// <summary>Lets requests go to the configured hosts of a vendor and nowhere else, and in the clear only within this machine.</summary>
internal sealed class OnlyVendorHosts(IEnumerable<string> addresses) : DelegatingHandler
{
    private readonly HashSet<string> allowed =
    [
        .. addresses
            .Select(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) ? uri.Authority : "")
            .Where(a => a.Length > 0),
    ];

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        request.RequestUri is { IsAbsoluteUri: true } to
        && allowed.Contains(to.Authority)
        && (to.Scheme == Uri.UriSchemeHttps || to.IsLoopback)
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException("Not an address of this vendor.");
}
