namespace HealthRecord.Importers.Tables;

/// <summary>One row of a table, whatever container it comes from.</summary>
/// <param name="line">1-based, of its first line.</param>
internal sealed class TableRow(IReadOnlyList<string> cells, long line)
{
    public IReadOnlyList<string> Cells => cells;
    public long Line => line;

    /// <summary>Not as it was written: the file ends in the middle of it, or it was longer than a line may be.</summary>
    public bool IsCut { get; init; }

    public bool IsBlank
    {
        get
        {
            foreach (var cell in cells)
                if (!string.IsNullOrWhiteSpace(cell))
                    return false;
            return true;
        }
    }

    /// <summary>Without blanks around it; empty for a column that the table or the row has not.</summary>
    public string this[int column] => (uint)column < (uint)cells.Count ? cells[column].Trim() : "";

    /// <summary>Whether something stands behind the last column of the header.</summary>
    public bool Overflows(TableHeader header)
    {
        for (var i = header.Count; i < cells.Count; i++)
            if (!string.IsNullOrWhiteSpace(cells[i]))
                return true;
        return false;
    }
}
