using System.Globalization;

namespace HealthRecord.Domain.Prevention.Rules;

/// <summary>The dose from which an interval counts: <c>previous</c>, <c>dose:n</c> or <c>lastOfAntigen:X</c>.</summary>
public readonly record struct DoseReference(int Dose, string? Antigen)
{
    private const string DosePrefix = "dose:";
    private const string AntigenPrefix = "lastOfAntigen:";

    public static DoseReference Previous => default;

    public static bool TryParse(string? text, out DoseReference reference)
    {
        reference = default;
        if (text is null || text == "previous")
            return text is not null;
        if (text.StartsWith(AntigenPrefix, StringComparison.Ordinal))
        {
            reference = new(0, text[AntigenPrefix.Length..]);
            return reference.Antigen!.Length > 0;
        }
        if (
            !text.StartsWith(DosePrefix, StringComparison.Ordinal)
            || !int.TryParse(
                text.AsSpan(DosePrefix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var n
            )
            || n < 1
        )
            return false;
        reference = new(n, null);
        return true;
    }

    public override string ToString() =>
        Antigen is { } antigen ? AntigenPrefix + antigen
        : Dose > 0 ? string.Create(CultureInfo.InvariantCulture, $"{DosePrefix}{Dose}")
        : "previous";
}
