using System.Security.Cryptography;

namespace HealthRecord.Web.Border;

/// <summary>What lets the import map of this one answer run, and no other inline script.</summary>
internal sealed class CspNonce
{
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
}
