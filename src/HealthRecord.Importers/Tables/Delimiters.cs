namespace HealthRecord.Importers.Tables;

/// <summary>Finds what stands between the cells of a table.</summary>
internal static class Delimiters
{
    private static readonly char[] Known = [',', ';', '\t', '|'];

    /// <summary>The one that most of the first lines have equally often, outside quotes; a comma where none does.</summary>
    /// <returns>And how often: 0 for a table of one column.</returns>
    public static (char Delimiter, int Usual) Guess(IReadOnlyList<string> lines)
    {
        if (lines.Count > 0 && IsHint(lines[0]))
            return (lines[0][^1], Usual([.. lines.Skip(1)], lines[0][^1]).Count);
        var best = (Delimiter: ',', Lines: 0, Count: 0);
        foreach (var delimiter in Known)
        {
            var (count, agree) = Usual(lines, delimiter);
            if (agree > best.Lines || (agree == best.Lines && count > best.Count))
                best = (delimiter, agree, count);
        }
        return (best.Delimiter, best.Count);
    }

    /// <summary>The first line by which spreadsheets tell each other the delimiter: <c>sep=;</c>.</summary>
    public static bool IsHint(string line) =>
        line.Length == 5
        && line.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)
        && Known.Contains(line[^1]);

    /// <summary>Outside quotes.</summary>
    public static int Count(ReadOnlySpan<char> line, char delimiter)
    {
        var (count, quoted) = (0, false);
        foreach (var c in line)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == delimiter && !quoted)
                count++;
        }
        return count;
    }

    /// <summary>How often most of the lines that have it have it; 0 where none has.</summary>
    public static int UsualOf(IReadOnlyList<string> lines, char delimiter) =>
        Usual(lines, delimiter).Count;

    private static (int Count, int Lines) Usual(IReadOnlyList<string> lines, char delimiter) =>
        lines
            .Where(l => l.Length > 0)
            .Select(l => Count(l, delimiter))
            .Where(c => c > 0)
            .GroupBy(c => c)
            .Select(g => (Count: g.Key, Lines: g.Count()))
            .OrderByDescending(g => g.Lines)
            .ThenByDescending(g => g.Count)
            .FirstOrDefault();
}
