using HealthRecord.Domain;

namespace HealthRecord.Features.HealthBook;

/// <summary>A telephone number as people write it, and as a telephone dials it.</summary>
internal static class PhoneNumber
{
    public const int Longest = 40;
    private const string Signs = " .-()/\u00a0\u202f";

    /// <summary>The refusal of what no telephone could dial, or null; no number at all is none.</summary>
    public static Error? Check(string? text) =>
        BookPayload.Clean(text) is not { } number ? null
        : number.Length > Longest ? BookErrors.TooLong(Longest)
        : Dialled(number).Count(char.IsAsciiDigit) < 2 || !number.All(IsPart) ? BookErrors.PhoneOdd
        : null;

    /// <summary>Digits, and the plus before them: what stands after <c>tel:</c>.</summary>
    public static string Dialled(string number) =>
        string.Concat(number.Where((c, at) => char.IsAsciiDigit(c) || (c == '+' && at == 0)));

    private static bool IsPart(char c, int at) =>
        char.IsAsciiDigit(c)
        || Signs.Contains(c, StringComparison.Ordinal)
        || (c == '+' && at == 0);

    private static bool All(this string text, Func<char, int, bool> holds)
    {
        for (var at = 0; at < text.Length; at++)
            if (!holds(text[at], at))
                return false;
        return true;
    }
}
