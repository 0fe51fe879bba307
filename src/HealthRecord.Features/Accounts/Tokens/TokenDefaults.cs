namespace HealthRecord.Features.Accounts.Tokens;

/// <summary>The names of the way in for programs.</summary>
internal static class TokenDefaults
{
    /// <summary>The authentication scheme of <c>Authorization: Bearer hrp_…</c>.</summary>
    public const string Scheme = "Token";

    /// <summary>The policy that API endpoints require: a token, never a cookie.</summary>
    public const string Policy = "Token";

    public const string Prefix = "hrp_";

    /// <summary>Prefix and 256 bits in base64url.</summary>
    public const int Length = 4 + 43;
}
