using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>The apps that wrote the records: the sources, by the names that people know them by.</summary>
internal sealed class HealthConnectApps
{
    private const int Most = 10_000;
    private const int LongestName = 100;
    private static readonly SourceKey Unnamed = new(HealthConnectFormat.Producer, "Health Connect");

    private readonly Dictionary<long, SourceKey> byRow = [];

    public SourceKey Of(long? row) =>
        row is { } r && byRow.TryGetValue(r, out var source) ? source : Unnamed;

    public void Read(MemoryDatabase database)
    {
        const string table = "application_info_table";
        var columns = database.Columns(table);
        if (!columns.Contains("row_id"))
            return;
        var name = columns.Contains("app_name") ? "app_name" : "NULL";
        var package = columns.Contains("package_name") ? "package_name" : "NULL";
        database.Each(
            $"SELECT row_id, {name}, {package} FROM {table} LIMIT {Most}",
            row =>
            {
                var shown = row.Text(1) is { Length: > 0 } given ? given : row.Text(2);
                if (row.Whole(0) is { } id && shown?.Trim() is { Length: > 0 } source)
                    byRow[id] = new(
                        HealthConnectFormat.Producer,
                        source.Length > LongestName ? source[..LongestName] : source
                    );
            }
        );
    }
}
