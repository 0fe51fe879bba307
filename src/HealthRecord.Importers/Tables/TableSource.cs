using HealthRecord.Importers.Archives;

namespace HealthRecord.Importers.Tables;

/// <summary>A table that can be gone through as often as needed, whatever container it lies in.</summary>
/// <param name="rows">From the first row on, without blank ones.</param>
/// <param name="brand">What its source is called as long as nobody names it.</param>
internal sealed class TableSource(string brand, bool isText, Func<IEnumerable<TableRow>> rows)
{
    public string Brand => brand;

    /// <summary>Numbers are words: their decimal sign depends on who wrote them.</summary>
    public bool IsText => isText;

    public IEnumerable<TableRow> Rows() => rows();

    public static TableSource Of(SourceFile file) => new("CSV", isText: true, () => TextRows(file));

    private static IEnumerable<TableRow> TextRows(SourceFile file)
    {
        using var content = file.Open();
        using var table = TableReader.Open(content, file.Head);
        while (table.Read() is { } row)
            yield return row;
    }
}
