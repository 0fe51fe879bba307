using System.Text;
using HealthRecord.Importers.Detection;

namespace HealthRecord.Importers.Tables;

/// <summary>The first rows of a file, to tell by them whose it is. Cheap: looks at its first characters only.</summary>
internal static class HeadLines
{
    private const int Most = 5;

    /// <summary>Whether one of the first whole lines is such a header.</summary>
    public static bool Any(FileHead head, Func<TableHeader, bool> isOurs)
    {
        foreach (var row in Rows(head))
            if (isOurs(new(row.Cells)))
                return true;
        return false;
    }

    /// <summary>As many as fit: the last may be cut.</summary>
    public static IReadOnlyList<TableRow> Rows(FileHead head)
    {
        var start = Encoding.UTF8.GetBytes(head.Start);
        using var table = TableReader.Open(new MemoryStream(start), FileHead.Of(start));
        var rows = new List<TableRow>();
        while (rows.Count < Most && table.Read() is { } row)
            rows.Add(row);
        return rows;
    }
}
