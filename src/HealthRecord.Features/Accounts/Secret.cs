using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace HealthRecord.Features.Accounts;

/// <summary>256 random bits that are handed out once; only their hash is kept.</summary>
/// <remarks>A fast hash is right here: nobody guesses 256 bits, and there is nothing slower to protect.</remarks>
internal static class Secret
{
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
