namespace HealthRecord.Importers.Tables;

/// <summary>
/// The text of a table for the parser, with quotes that are never closed taken out: one of them would swallow the rows behind
/// it in silence. Nothing else is changed, so that lines keep their numbers.
/// </summary>
/// <remarks>
/// A quote counts as never closed when what would lie inside looks like rows of the table, or is longer than a cell can be.
/// </remarks>
internal sealed class RecordText(PhysicalLines lines, char delimiter, int usual) : TextReader
{
    /// <summary>Of one cell. Notes have a few.</summary>
    private const int MostLines = 100;

    private string text = "";
    private int at;

    /// <summary>Numbers of lines that are not whole, in their order; whoever reads takes them away.</summary>
    public Queue<long> Cut { get; } = new();

    /// <summary>Number of the line in which the file ends without an end of the line; 0 as long as none is known.</summary>
    public long LastLine { get; private set; }

    public override int Peek() => Fill() ? text[at] : -1;

    public override int Read() => Fill() ? text[at++] : -1;

    public override int Read(char[] buffer, int index, int count) =>
        Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty || !Fill())
            return 0;
        var some = Math.Min(buffer.Length, text.Length - at);
        text.AsSpan(at, some).CopyTo(buffer);
        at += some;
        return some;
    }

    private bool Fill()
    {
        if (at < text.Length)
            return true;
        if (!lines.TryNext(out var line))
            return false;
        text = (IsOpen(line.Text) ? Closed(line) : line.Text) + "\n";
        at = 0;
        Note(line);
        return true;
    }

    private string Closed(PhysicalLine first)
    {
        var inside = new List<PhysicalLine>();
        var length = first.Text.Length;
        while (
            inside.Count < MostLines
            && length < PhysicalLines.Longest
            && lines.TryNext(out var next)
        )
        {
            inside.Add(next);
            length += next.Text.Length;
            if (IsOpen(next.Text))
            {
                foreach (var line in inside)
                    Note(line);
                return string.Join('\n', inside.Select(i => i.Text).Prepend(first.Text));
            }
            if (usual > 1 && Delimiters.Count(next.Text, delimiter) >= usual)
                break;
        }
        lines.Return(inside);
        return first.Text.Remove(first.Text.LastIndexOf('"'), 1);
    }

    private void Note(PhysicalLine line)
    {
        if (line.IsCut)
            Cut.Enqueue(line.Number);
        if (line.IsLast)
            LastLine = line.Number;
    }

    private static bool IsOpen(string line) => line.AsSpan().Count('"') % 2 == 1;
}
