using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.Identity;

namespace HealthRecord.Features.Accounts.Passwords;

/// <summary>What a password must be, and how it is kept: PBKDF2-HMAC-SHA-512, 210,000 rounds.</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher, CommonPasswords common)
{
    public const int Shortest = 12;
    public const int Longest = 128;
    public const int Rounds = 210_000;

    private static readonly Account Nobody = new();
    private readonly Lazy<string> dummy = new(() => hasher.HashPassword(Nobody, Secret.New()));

    /// <summary>Null when it may be used. Length and commonness only: rules of composition make worse passwords.</summary>
    public Error? Refusal(string? password)
    {
        if (password is null || password.Length < Shortest)
            return new Error("account.password-short", Shortest);
        if (password.Length > Longest)
            return new Error("account.password-long", Longest);
        return common.Contains(password) ? new Error("account.password-common") : null;
    }

    public string Hash(Account account, string password) => hasher.HashPassword(account, password);

    /// <summary>Does the same work whether there is an account or not.</summary>
    public PasswordVerificationResult Verify(Account? account, string? password)
    {
        var typed = password is { Length: <= Longest } ? password : "";
        if (account?.PasswordHash is { } kept)
            return hasher.VerifyHashedPassword(account, kept, typed);
        hasher.VerifyHashedPassword(Nobody, dummy.Value, typed);
        return PasswordVerificationResult.Failed;
    }
}
