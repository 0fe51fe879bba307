using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Tables;

namespace HealthRecord.Importers.Samsung;

/// <summary>The names of the phones and watches, by the identifier that the rows of other tables carry.</summary>
internal sealed class SamsungDevices
{
    private const string Table = "com.samsung.health.device_profile";
    private const int LongestName = 100;

    /// <summary>A person has had a dozen. A file with more was made to keep us busy.</summary>
    private const int Most = 1000;

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    public static bool IsTable(SourceFile file) =>
        file.Head.Start.StartsWith(Table, StringComparison.Ordinal);

    public void Read(SourceFile file)
    {
        using var table = TableReader.Open(file);
        if (!table.FindHeader("deviceuuid", "name"))
            return;
        var (id, name) = (table.Header.Find("deviceuuid"), table.Header.Find("name"));
        while (table.Read() is { } row)
            if (row[id].Length > 0 && row[name].Length > 0 && names.Count < Most)
                names[row[id]] = row[name][..Math.Min(row[name].Length, LongestName)];
    }

    public string? NameOf(string id) => names.GetValueOrDefault(id);
}
