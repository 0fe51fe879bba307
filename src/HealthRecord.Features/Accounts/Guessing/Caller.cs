using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace HealthRecord.Features.Accounts.Guessing;

/// <summary>From where a form was sent.</summary>
/// <param name="Network">An IPv4 address, or the /64 of an IPv6 one: what one household has.</param>
/// <param name="Device">Browser and system in a few neutral words.</param>
internal sealed record Caller(string Network, string Device)
{
    public static Caller Of(HttpContext context) =>
        new(
            NetworkOf(context.Connection.RemoteIpAddress),
            DeviceWords.Of(context.Request.Headers.UserAgent.ToString())
        );

    private static string NetworkOf(IPAddress? address)
    {
        if (address is null)
            return "none";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
