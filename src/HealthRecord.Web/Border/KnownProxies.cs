using System.Net;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace HealthRecord.Web.Border;

/// <summary>Whose word about the caller's address and scheme is believed: the proxies in <c>Proxy:Known</c> (addresses or networks), and nobody without them.</summary>
/// <remarks>The host is never taken from a proxy: links are made from <c>PublicUrl</c>.</remarks>
internal static class KnownProxies
{
    public static void AddKnownProxies(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var known = configuration.GetSection("Proxy:Known").Get<string[]>() ?? [];
        var networks = Array.ConvertAll(known, Network);
        // After everything else that configures it: the framework's own switch would believe anybody.
        services.PostConfigure<ForwardedHeadersOptions>(o =>
        {
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in networks)
                o.KnownIPNetworks.Add(network);
            o.ForwardedHeaders =
                networks.Length == 0
                    ? ForwardedHeaders.None
                    : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            // From the nearest proxy outwards, as long as each one is known.
            o.ForwardLimit = null;
        });
    }

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new StartRefusedException(
            $"Proxy:Known contient « {text} », qui n'est ni une adresse ni un réseau.",
            $"Proxy:Known contains \"{text}\", which is neither an address nor a network."
        );
}
