using System.Net.Mail;
using Microsoft.AspNetCore.Identity;

namespace HealthRecord.Features.Accounts;

/// <summary>E-mail addresses as typed, and as compared.</summary>
internal sealed class Addresses(ILookupNormalizer normalizer)
{
    private const int Longest = 254;

    /// <summary>Null when nobody can be written to there.</summary>
    public static string? Tidy(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return
            text.Length is > 2 and <= Longest
            && !text.Any(c =>
                char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or ',' or ';'
            )
            && MailAddress.TryCreate(text, out var address)
            && address.Address == text
            ? text
            : null;
    }

    public string Key(string address) => normalizer.NormalizeEmail(address);
}
