using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace HealthRecord.Features.Accounts.Mails;

/// <summary>
/// A replaced address inside the link that brings it back, so that no table keeps former addresses. Bound to the secret of
/// that one link; with the cookie ring lost it opens nothing, and the link still ends the sessions.
/// </summary>
internal sealed class AddressProof(IDataProtectionProvider protection)
{
    public string Make(string address, string secret) => Protector(secret).Protect(address);

    public string? Read(string proof, string secret)
    {
        try
        {
            return Protector(secret).Unprotect(proof);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(string secret) =>
        protection.CreateProtector(
            "HealthRecord.Accounts.FormerAddress",
            Convert.ToHexString(Secret.Hash(secret))
        );
}
