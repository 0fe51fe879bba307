using System.Text;

namespace HealthRecord.Importers.Csv;

/// <summary>The rows of a table that a program wrote (RFC 4180): its delimiter is known, its first line names the columns.</summary>
internal sealed class HeadedRows
{
    private const int LongestCell = 4 << 20;
    private const int MostCells = 2000;

    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> cells = [];

    private HeadedRows(IReadOnlyList<string> header)
    {
        Header = [.. header.Select(c => c.Trim().TrimStart('\uFEFF'))];
        for (var i = 0; i < Header.Count; i++)
            places.TryAdd(Header[i], i);
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>1-based, of the line in which the row at hand begins.</summary>
    public long Line { get; private set; }

    /// <summary>Null where the table or the row has no such cell, or an empty one.</summary>
    public string? this[string column] =>
        places.TryGetValue(column, out var at)
        && at < cells.Count
        && cells[at].Trim() is { Length: > 0 } cell
            ? cell
            : null;

    /// <exception cref="InvalidDataException">A row longer than anything that is real.</exception>
    public static void Each(
        Stream utf8,
        char delimiter,
        Action<HeadedRows> take,
        CancellationToken ct
    )
    {
        using var text = new StreamReader(utf8, Encoding.UTF8, true, 64 * 1024, leaveOpen: true);
        var reader = new Reader(text, delimiter);
        var cells = new List<string>();
        if (!reader.Read(cells))
            return;
        var rows = new HeadedRows(cells);
        while (reader.Read(rows.cells))
        {
            ct.ThrowIfCancellationRequested();
            rows.Line = reader.Line;
            take(rows);
        }
    }

    private sealed class Reader(TextReader text, char delimiter)
    {
        private readonly StringBuilder cell = new();
        private long next = 1;

        public long Line { get; private set; }

        /// <summary>The next row that is not empty.</summary>
        public bool Read(List<string> cells)
        {
            while (true)
            {
                cells.Clear();
                cell.Clear();
                Line = next;
                if (!ReadRow(cells))
                    return false;
                if (cells is not [""])
                    return true;
            }
        }

        private bool ReadRow(List<string> cells)
        {
            var (any, quoted) = (false, false);
            while (text.Read() is >= 0 and var read)
            {
                var c = (char)read;
                any = true;
                if (c == '\n')
                    next++;
                if (c == '"' && (quoted || cell.Length == 0))
                {
                    if (quoted && text.Peek() == '"')
                        Add((char)text.Read());
                    else
                        quoted = !quoted;
                }
                else if (quoted)
                    Add(c);
                else if (c == delimiter)
                    End(cells);
                else if (c == '\n')
                    break;
                else if (c != '\r' || text.Peek() != '\n')
                    Add(c);
            }
            if (any)
                End(cells);
            return any;
        }

        private void Add(char c)
        {
            if (cell.Length == LongestCell)
                throw new InvalidDataException("A cell longer than anything that is real.");
            cell.Append(c);
        }

        private void End(List<string> cells)
        {
            if (cells.Count == MostCells)
                throw new InvalidDataException("A row longer than anything that is real.");
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}
