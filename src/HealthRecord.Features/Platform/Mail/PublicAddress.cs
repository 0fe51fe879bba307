using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Where people reach this product: <c>PublicUrl</c>, else the first address that the server listens on.</summary>
/// <remarks>Links in mails are made from it and never from the <c>Host</c> of a request, which is a stranger's text.</remarks>
internal sealed class PublicAddress(IConfiguration configuration, IServiceProvider services)
{
    private static readonly string[] Loopback = ["localhost", "127.0.0.1", "[::1]"];

    public Uri Root => Configured ?? Served.FirstOrDefault() ?? new Uri("http://localhost:5080/");

    /// <summary>An absolute link to a local path.</summary>
    public string To(string path) => new Uri(Root, path).AbsoluteUri;

    /// <summary>Whether an <c>Origin</c> header names us.</summary>
    public bool IsOurs(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var asked))
            return false;
        var host = asked.GetLeftPart(UriPartial.Authority);
        return Configured is { } own
            ? host == own.GetLeftPart(UriPartial.Authority)
            : Served.Any(a => host == a.GetLeftPart(UriPartial.Authority) || SamePort(a, asked));
    }

    private Uri? Configured =>
        Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) ? url : null;

    private IEnumerable<Uri> Served =>
        services
            .GetService<IServer>()
            ?.Features.Get<IServerAddressesFeature>()
            ?.Addresses.Select(Parse)
            .OfType<Uri>()
        ?? [];

    // "http://*:80" is no address that anybody types; it says that this machine answers there.
    private static Uri? Parse(string address) =>
        Uri.TryCreate(
            address
                .Replace("//*", "//localhost", StringComparison.Ordinal)
                .Replace("//+", "//localhost", StringComparison.Ordinal)
                .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
                .Replace("//[::]", "//localhost", StringComparison.Ordinal),
            UriKind.Absolute,
            out var url
        )
            ? url
            : null;

    private static bool SamePort(Uri served, Uri asked) =>
        served.Scheme == asked.Scheme
        && served.Port == asked.Port
        && Loopback.Contains(served.Host, StringComparer.Ordinal)
        && Loopback.Contains(asked.Host, StringComparer.Ordinal);
}
