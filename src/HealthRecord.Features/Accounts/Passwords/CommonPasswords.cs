using System.Collections.Frozen;

namespace HealthRecord.Features.Accounts.Passwords;

/// <summary>The bundled list of passwords that everybody tries first (see <c>common-passwords.NOTICE</c>).</summary>
internal sealed class CommonPasswords
{
    private readonly FrozenSet<string> known = Read();

    /// <summary>Capital letters, blanks and the usual endings do not make a common password a rare one.</summary>
    public bool Contains(string password)
    {
        var plain = Plain(password);
        return known.Contains(plain)
            || known.Contains(plain.TrimEnd('!', '.', '?', '*', '#', '$'))
            || known.Contains(plain.TrimEnd("0123456789!.?*#$".ToCharArray()))
            || IsRepetition(plain);
    }

    // "abcabcabcabc", "aaaaaaaaaaaa": a piece of up to six characters again and again.
    private static bool IsRepetition(string plain)
    {
        for (var length = 1; length <= 6 && length < plain.Length; length++)
            if (
                Enumerable
                    .Range(length, plain.Length - length)
                    .All(i => plain[i] == plain[i - length])
            )
                return true;
        return false;
    }

    private static string Plain(string password) =>
        string.Concat(password.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    private static FrozenSet<string> Read()
    {
        using var stream =
            typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is not bundled.");
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
