using System.Security.Cryptography;
using System.Text;

namespace HealthRecord.Importers.Tables;

/// <summary>A table looked through once: where its header is, and what stands in its columns.</summary>
internal sealed class TableSurvey
{
    /// <summary>What people write above a table is shorter.</summary>
    private const int MostAbove = 40;
    private const int MostColumns = 200;
    private const int Shown = 5;
    private const int LongestShown = 60;

    private readonly List<ColumnSeen> columns = [];
    private readonly List<IReadOnlyList<string>> sample = [];

    private TableSurvey() { }

    public IReadOnlyList<ColumnSeen> Columns => columns;
    public IReadOnlyList<IReadOnlyList<string>> Sample => sample;

    /// <summary>Null where the table has none.</summary>
    public TableRow? Header { get; private set; }

    /// <summary>The same for all tables with these columns.</summary>
    public string Signature
    {
        get
        {
            var names = Header is null
                ? $"{columns.Count}"
                : string.Join('\u001f', Header.Cells.Select(c => c.Trim()));
            const int enough = 16;
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)))[
                ..enough
            ];
        }
    }

    public string NameOf(int column) => Header is { } header ? header[column] : "";

    /// <exception cref="ImportRefusedException">No row has a date beside a number.</exception>
    public static TableSurvey Of(TableSource source, CancellationToken ct)
    {
        var survey = new TableSurvey();
        var above = new List<TableRow>();
        var isInside = false;
        foreach (var row in source.Rows())
        {
            ct.ThrowIfCancellationRequested();
            if (!isInside)
            {
                isInside = IsData(row);
                if (!isInside)
                {
                    above.Add(row);
                    if (above.Count > MostAbove)
                        break;
                    continue;
                }
                survey.Header = HeaderOf(above);
            }
            survey.Add(row);
        }
        return isInside ? survey : throw new ImportRefusedException(Refusals.NoTable);
    }

    /// <summary>Whether something in it can be a time, and something else a number.</summary>
    public static bool IsData(TableRow row)
    {
        var (times, numbers) = (0, 0);
        for (var i = 0; i < Math.Min(row.Cells.Count, MostColumns); i++)
        {
            var seen = new ColumnSeen();
            seen.Add(row[i]);
            if (seen.Dates + seen.Moments > 0 || (seen.Epochs > 0 && times == 0))
                times++;
            else if (seen.Numbers + seen.Pairs > 0)
                numbers++;
        }
        return times > 0 && numbers > 0;
    }

    /// <summary>The last row above the data with two names and no number in it.</summary>
    private static TableRow? HeaderOf(List<TableRow> above) =>
        above.FindLast(row =>
            row.Cells.Count(c => !string.IsNullOrWhiteSpace(c)) >= 2
            && !row.Cells.Any(c =>
            {
                var seen = new ColumnSeen();
                seen.Add(c.Trim());
                return seen.Numbers + seen.Dates + seen.Moments > 0;
            })
        );

    private void Add(TableRow row)
    {
        if (Header is { } header && row.Cells.SequenceEqual(header.Cells, StringComparer.Ordinal))
            return;
        var width = Math.Min(Math.Max(row.Cells.Count, Header?.Cells.Count ?? 0), MostColumns);
        while (columns.Count < width)
            columns.Add(new());
        for (var i = 0; i < columns.Count; i++)
            columns[i].Add(row[i]);
        if (sample.Count < Shown)
            sample.Add([
                .. row
                    .Cells.Take(MostColumns)
                    .Select(c => c.Length > LongestShown ? c[..LongestShown] : c),
            ]);
    }
}
