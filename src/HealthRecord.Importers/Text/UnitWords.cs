using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Text;

/// <summary>How a written unit becomes one of a kind's: <c>Factor × 10^Shift</c>, 1 where it is that unit.</summary>
internal readonly record struct UnitUse(Unit Unit, long Factor = 1, int Shift = 0)
{
    public bool TryApply(WrittenNumber written, out WrittenNumber number)
    {
        number = written;
        return (Factor, Shift) == (1, 0)
            || DecimalText.TryScale(written, Factor, Shift, out number);
    }
}

/// <summary>Units as people and programs write them (UCUM codes, symbols, words in French and English).</summary>
internal static class UnitWords
{
    private const int Longest = 40;

    /// <summary>Written, wanted, factor, shift.</summary>
    private static readonly (string From, string To, long Factor, int Shift)[] Conversions =
    [
        ("g", "kg", 1, -3),
        ("mg", "g", 1, -3),
        ("m", "cm", 1, 2),
        ("mm", "cm", 1, -1),
        ("cm", "m", 1, -2),
        ("km", "m", 1, 3),
        ("cl", "ml", 1, 1),
        ("dl", "ml", 1, 2),
        ("s", "ms", 1, 3),
        ("cal", "kcal", 1, -3),
        ("g/dl", "g/l", 1, 1),
        // 1 mmHg is 133.322387415 Pa.
        ("kpa", "mm[hg]", 750_061_576, -8),
        ("cm[hg]", "mm[hg]", 1, 1),
    ];

    private static readonly Dictionary<string, string> Spelled = new(StringComparer.Ordinal)
    {
        ["kpa"] = "kPa",
        ["cm[hg]"] = "cm[Hg]",
        ["cl"] = "cL",
        ["dl"] = "dL",
        ["g/dl"] = "g/dL",
    };

    /// <param name="written">As it stands in the file.</param>
    /// <returns>False where the kind is not measured in it, or nobody knows it.</returns>
    public static bool TryFind(Kind kind, string written, out UnitUse use)
    {
        use = default;
        var plain = Plain(written);
        if (plain.Length is 0 or > Longest)
            return false;
        if (Find(kind, plain) is { } same)
        {
            use = new(same);
            return true;
        }
        var ucum = UnitSpellings.Ucum.GetValueOrDefault(plain, plain);
        // A bare count is one of whatever the kind counts.
        if (ucum == "{steps}" && kind.Units is [{ Ucum: ['{', ..] } counted])
        {
            use = new(counted);
            return true;
        }
        if (Find(kind, ucum) is { } known)
        {
            use = new(known);
            return true;
        }
        foreach (var (from, to, factor, shift) in Conversions)
        {
            if (from != ucum || Find(kind, to) is not { } unit)
                continue;
            use = new(unit, factor, shift);
            return true;
        }
        return false;
    }

    /// <summary>The kind's own units, and further ones that are brought into them: what a person can choose from.</summary>
    public static IReadOnlyList<string> Choices(Kind kind) =>
        [
            .. kind.Units.Select(u => u.Ucum),
            .. Conversions
                .Where(c => Find(kind, c.To) is not null && Find(kind, c.From) is null)
                .Select(c => Spelled.GetValueOrDefault(c.From, c.From))
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>Which of <see cref="Choices"/> a written unit is; null where none.</summary>
    public static string? NameOf(Kind kind, string written)
    {
        if (!TryFind(kind, written, out var use))
            return null;
        if ((use.Factor, use.Shift) == (1, 0))
            return use.Unit.Ucum;
        var plain = Plain(written);
        var ucum = UnitSpellings.Ucum.GetValueOrDefault(plain, plain);
        return Spelled.GetValueOrDefault(ucum, ucum);
    }

    /// <summary>Without blanks, in lower case.</summary>
    public static string Plain(string written) =>
        written.Length > Longest * 2
            ? ""
            : string.Concat(written.Where(c => !char.IsWhiteSpace(c)))
                .ToLowerInvariant()
                .Replace('²', '2');

    private static Unit? Find(Kind kind, string plain) =>
        kind.Units.FirstOrDefault(u => u.Ucum.Equals(plain, StringComparison.OrdinalIgnoreCase));
}
