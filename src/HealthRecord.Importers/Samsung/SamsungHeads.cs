using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Samsung;

/// <summary>What is asked of a table before its rows are read.</summary>
internal static class SamsungHeads
{
    /// <summary>The producer's own sum over all devices of a day.</summary>
    public const string Reconciled = "-2";

    /// <summary>Whether any row of a table of days is the producer's own sum.</summary>
    public static bool IsReconciled(SourceFile file)
    {
        if (!file.Head.Start.StartsWith(SamsungTable.StepTrend, StringComparison.Ordinal))
            return false;
        using var table = TableReader.Open(file);
        if (Open(table) is null)
            return false;
        var type = table.Header.Find("source_type");
        while (table.Read() is { } row)
            if (row[type] == Reconciled)
                return true;
        return false;
    }

    /// <summary>Takes the two first lines.</summary>
    /// <returns>The table's name; null where there is no header.</returns>
    public static string? Open(TableReader table)
    {
        if (table.Read() is not { } about || table.Read() is not { } header)
            return null;
        table.TakeHeader(header);
        return about[0];
    }
}
