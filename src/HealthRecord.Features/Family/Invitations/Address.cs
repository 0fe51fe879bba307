using System.Net.Mail;

namespace HealthRecord.Features.Family.Invitations;

/// <summary>An e-mail address as somebody typed it.</summary>
internal static class Address
{
    private const int Longest = 254;

    /// <summary>Null when it is not one plain address.</summary>
    public static string? Read(string? typed)
    {
        var text = typed?.Trim() ?? "";
        return
            text.Length is > 0 and <= Longest
            && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && MailAddress.TryCreate(text, out var address)
            && address.Address == text
            && address.Host.Contains('.', StringComparison.Ordinal)
            ? text
            : null;
    }
}
