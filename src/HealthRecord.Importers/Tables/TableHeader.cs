using System.Globalization;
using System.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>The names of a table's columns, found whatever their case, blanks, accents, unit or prefix.</summary>
internal sealed class TableHeader
{
    /// <summary>Names are asked again for every row.</summary>
    private const int MostRemembered = 200;

    private readonly Dictionary<string, int> found = new(StringComparer.Ordinal);
    private readonly List<Column> columns;

    public TableHeader(IReadOnlyList<string> cells)
    {
        Names = cells;
        columns = [.. cells.Select(c => new Column(c))];
    }

    public static TableHeader None { get; } = new([]);

    /// <summary>As they stand in the file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Without empty ones at the end.</summary>
    public int Count => columns.FindLastIndex(c => c.Whole.Length > 0) + 1;

    /// <summary>Where the first of these names that the table has stands; -1 where it has none.</summary>
    /// <remarks>The whole name goes before the name without its unit, and that before what stands behind the last point.</remarks>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Find(name) is var at and >= 0)
                return at;
        return -1;
    }

    public int Find(string name)
    {
        // The header of no table is everybody's, so nothing is remembered in it.
        if (columns.Count == 0)
            return -1;
        if (found.TryGetValue(name, out var at))
            return at;
        var plain = Plain(name);
        at = columns.FindIndex(c => c.Whole == plain);
        if (at < 0)
            at = columns.FindIndex(c => c.Bare == plain);
        if (at < 0)
            at = columns.FindIndex(c => c.Suffix == plain);
        if (found.Count < MostRemembered)
            found.Add(name, at);
        return at;
    }

    public bool Has(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (Find(name) < 0)
                return false;
        return true;
    }

    /// <summary>What stands in brackets at the end of a name, as in <c>Weight (kg)</c>; empty where nothing does.</summary>
    public string UnitOf(int column) =>
        (uint)column < (uint)columns.Count ? columns[column].Unit : "";

    /// <summary>As the file writes it; empty for no column.</summary>
    public string NameOf(int column) =>
        (uint)column < (uint)Names.Count ? Names[column].Trim() : "";

    /// <summary>Lower case, letters and digits only, without accents.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(Math.Min(text.Length, LongestName));
        // By runes, because half a surrogate pair cannot be normalised.
        var whole = string.Concat(
            text[..Math.Min(text.Length, LongestName)]
                .EnumerateRunes()
                .Where(r => r.Value != 0xFFFD)
        );
        foreach (var c in whole.Normalize(NormalizationForm.FormD))
            if (
                char.IsLetterOrDigit(c)
                && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark
            )
                plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    private const int LongestName = 200;

    private sealed class Column
    {
        public Column(string cell)
        {
            var name = cell.Trim();
            Whole = Plain(name);
            var open = name.LastIndexOfAny(['(', '[']);
            var hasUnit = open > 0 && name[^1] is ')' or ']';
            Unit = hasUnit ? name[(open + 1)..^1].Trim() : "";
            Bare = hasUnit ? Plain(name[..open]) : Whole;
            Suffix = Plain(name[(name.LastIndexOf('.') + 1)..]);
        }

        public string Whole { get; }
        public string Bare { get; }
        public string Suffix { get; }
        public string Unit { get; }
    }
}
