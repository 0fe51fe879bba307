using System.Text;
using CsvHelper;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;

namespace HealthRecord.Importers.Tables;

/// <summary>Reads a table of text row by row: memory is bounded by the longest row that it lets through.</summary>
/// <remarks>
/// UTF-8, UTF-16 and Windows-1252; any of four delimiters; rows may be ragged. A line above
/// <see cref="PhysicalLines.Longest"/> characters and a file that ends inside a row are given out as
/// <see cref="TableRow.IsCut"/>: what stands in them may look right and be wrong.
/// </remarks>
internal sealed class TableReader : IDisposable
{
    private const int LookedAt = 20;

    private readonly RecordText text;
    private readonly CsvReader parser;
    private readonly Stream? owned;

    private TableReader(RecordText text, char delimiter, Stream? owned)
    {
        (this.text, this.owned) = (text, owned);
        Delimiter = delimiter;
        parser = CsvReader.Create(
            text,
            CsvReaderOptions.Default with
            {
                Separator = delimiter,
                DetectSeparatorHint = false,
                HasHeader = false,
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
            }
        );
    }

    public char Delimiter { get; }

    /// <summary>None until <see cref="FindHeader"/> or <see cref="TakeHeader"/> gave one. A row that repeats it is no row.</summary>
    public TableHeader Header { get; private set; } = TableHeader.None;

    /// <summary>A file from its first byte. One at a time: a file that is opened again begins again for everybody.</summary>
    /// <param name="delimiter">Where the producer's is known; otherwise it is guessed from the first lines.</param>
    public static TableReader Open(SourceFile file, char? delimiter = null)
    {
        var stream = file.Open();
        return Open(stream, file.Head, stream, delimiter);
    }

    /// <summary>Every row of a table whose first row names its columns.</summary>
    public static void Each(
        SourceFile file,
        char delimiter,
        Action<NamedRow> take,
        CancellationToken ct
    )
    {
        using var table = Open(file, delimiter);
        if (table.Read() is not { } header)
            return;
        table.TakeHeader(header);
        while (table.Read() is { } row)
        {
            ct.ThrowIfCancellationRequested();
            take(new(table.Header, row));
        }
    }

    /// <summary>Whether rows of empty cells are given out too; lines with nothing in them never are.</summary>
    public bool KeepsEmptyRows { get; set; }

    /// <param name="stream">From its first byte. Not owned.</param>
    public static TableReader Open(Stream stream, FileHead head) => Open(stream, head, null, null);

    private static TableReader Open(Stream stream, FileHead head, Stream? owned, char? known)
    {
        var decoded = new StreamReader(
            head.Decoded(stream),
            head.Encoding is null ? Windows1252Fallback.Encoding : Encoding.UTF8,
            detectEncodingFromByteOrderMarks: false,
            leaveOpen: true
        );
        var lines = new PhysicalLines(decoded);
        var first = new List<PhysicalLine>();
        while (first.Count < LookedAt && lines.TryNext(out var line))
            first.Add(line);
        List<string> texts = [.. first.Select(l => l.Text)];
        var (delimiter, usual) = known is { } said
            ? (said, Delimiters.UsualOf(texts, said))
            : Delimiters.Guess(texts);
        // What spreadsheets say to each other is no row.
        if (Delimiters.IsHint(first.FirstOrDefault().Text ?? ""))
            first[0] = first[0] with { Text = "" };
        lines.Return(first);
        return new(new RecordText(lines, delimiter, usual), delimiter, owned);
    }

    /// <returns>The next row; null at the end.</returns>
    public TableRow? Read()
    {
        while (parser.Read())
        {
            var cells = parser.Current.ToArray();
            var row = new TableRow(cells, parser.LineNumber) { IsCut = IsCut(cells.Length) };
            var isRow = !row.IsBlank || (KeepsEmptyRows && cells.Length > 1);
            if (isRow && !IsHeader(row))
                return row;
        }
        return null;
    }

    public void TakeHeader(TableRow row) => Header = new(row.Cells);

    /// <summary>Reads on to the row that has all these columns.</summary>
    /// <returns>False when none of the first rows has: nothing of the file can be read then.</returns>
    public bool FindHeader(params ReadOnlySpan<string> names)
    {
        var lists = new string[names.Length][];
        for (var i = 0; i < names.Length; i++)
            lists[i] = [names[i]];
        return FindAnyHeader(lists);
    }

    /// <summary>Reads on to the row that has a column of each of these lists of names.</summary>
    public bool FindAnyHeader(params ReadOnlySpan<string[]> columns)
    {
        for (var i = 0; i < LookedAt && Read() is { } row; i++)
        {
            var header = new TableHeader(row.Cells);
            var all = true;
            foreach (var names in columns)
                all &= header.Find(names) >= 0;
            if (!all)
                continue;
            Header = header;
            return true;
        }
        return false;
    }

    public void Dispose()
    {
        parser.Dispose();
        owned?.Dispose();
    }

    private bool IsCut(int cells)
    {
        // A record never begins in the middle of a line.
        var first = parser.LineNumber;
        var last = first + parser.RawRecord.Count((byte)'\n');
        var cut = false;
        while (text.Cut.TryPeek(out var line) && line <= last)
        {
            text.Cut.Dequeue();
            cut |= line >= first;
        }
        return cut || (last == text.LastLine && cells < Header.Count);
    }

    private bool IsHeader(TableRow row) =>
        Header.Names.Count > 0
        && row.Cells[0] == Header.Names[0]
        && row.Cells.SequenceEqual(Header.Names, StringComparer.Ordinal);
}
