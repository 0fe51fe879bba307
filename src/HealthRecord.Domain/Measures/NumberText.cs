namespace HealthRecord.Domain.Measures;

/// <summary>Reads and writes decimal numbers as people type them: comma or point, blanks as thousands separators, a leading sign.</summary>
public static class NumberText
{
    /// <summary>
    /// Accepts <c>70,5</c>, <c>70.5</c>, <c>1 234,5</c> (any of the blanks U+0020, U+00A0, U+202F) in every culture. Two
    /// different separators, exponents, more than 18 digits, NaN and infinity are refused: nothing is guessed.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out WrittenNumber number) =>
        throw new NotImplementedException();

    /// <summary>Digits exactly as written, with a comma in French and a point in English; <c>12 480</c> with a narrow no-break space in French.</summary>
    public static string Format(WrittenNumber number, bool french) =>
        throw new NotImplementedException();

    /// <summary>A computed value with a fixed number of decimals.</summary>
    public static string Format(double value, int decimals, bool french) =>
        throw new NotImplementedException();
}
