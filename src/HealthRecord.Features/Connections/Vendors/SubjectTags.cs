using System.Security.Cryptography;
using System.Text;

namespace HealthRecord.Features.Connections.Vendors;

/// <summary>Finds a connection by who one is at the vendor, without that standing anywhere in the clear.</summary>
internal static class SubjectTags
{
    /// <summary>HMAC-SHA-256 under the installation's own secret at the vendor, cut to 16 bytes.</summary>
    /// <remarks>With another secret the tags are others: each fetch writes its own anew.</remarks>
    public static byte[] Of(VendorOptions options, string vendor, string subject) =>
        HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(options.ClientSecret ?? ""),
            Encoding.UTF8.GetBytes($"connection-subject\u001f{vendor}\u001f{subject}")
        )[..16];
}
