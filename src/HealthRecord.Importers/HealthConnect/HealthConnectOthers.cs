using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>The tables that we have no kind for.</summary>
internal sealed class HealthConnectOthers(MemoryDatabase database, FormatRun run, string path)
{
    private const int NamedAtMost = 8;

    /// <summary>Describe records or the phone's own doings; nothing of them is a measurement by itself.</summary>
    private static readonly HashSet<string> Bookkeeping = new(StringComparer.OrdinalIgnoreCase)
    {
        "heart_rate_record_table",
        "sleep_session_record_table",
        "skin_temperature_record_table",
    };

    /// <summary>Records of types that we have no kind for are counted by table, and not gone through.</summary>
    /// <param name="tables">That nobody has read.</param>
    public void Name(IEnumerable<string> tables)
    {
        var named = new List<string>();
        long rows = 0;
        foreach (
            var table in tables
                .Where(t => t.EndsWith("_record_table", StringComparison.OrdinalIgnoreCase))
                .Where(t => !Bookkeeping.Contains(t))
                .Order(StringComparer.Ordinal)
        )
        {
            var before = rows;
            try
            {
                database.Each(
                    $"SELECT count(*) FROM {MemoryDatabase.Quoted(table)}",
                    row => rows += row.Whole(0) ?? 0
                );
            }
            catch (InvalidDataException)
            {
                run.Sink.Warn(Warnings.TableDamaged, table, path);
            }
            if (rows > before)
                named.Add(table);
        }
        if (rows > 0)
            run.Sink.Warn(
                Warnings.TablesUnknown,
                $"{rows}",
                string.Join(", ", named.Take(NamedAtMost)) + (named.Count > NamedAtMost ? " …" : "")
            );
    }
}
