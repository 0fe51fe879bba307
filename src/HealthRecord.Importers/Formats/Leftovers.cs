using System.Globalization;
using HealthRecord.Importers.Archives;

namespace HealthRecord.Importers.Formats;

/// <summary>Names of what nobody reads, with their counts, for one sentence at the end.</summary>
internal sealed class Leftovers
{
    private const int MostNames = 1000;
    private const int Shown = 12;
    private const int LongestName = 80;

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);
    private long total;

    public void Add(string name)
    {
        total++;
        if (name.Length > LongestName)
            name = name[..LongestName];
        if (counts.Count < MostNames || counts.ContainsKey(name))
            counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    /// <summary>By its name without the date: a thousand days are one name.</summary>
    public void Add(SourceFile file)
    {
        var end = file.Name.AsSpan().IndexOfAnyInRange('0', '9');
        var name = end > 0 ? file.Name[..end].TrimEnd('-', '_', ' ', '.') : "";
        Add(name.Length > 0 ? name : file.Name);
    }

    /// <param name="key">Of a sentence whose arguments are how many, and of what.</param>
    public void Warn(IImportSink sink, string key)
    {
        if (total == 0)
            return;
        var names = counts
            .OrderByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Value == 1 ? c.Key : $"{c.Key} ({c.Value})")
            .ToList();
        sink.Warn(
            key,
            total.ToString(CultureInfo.InvariantCulture),
            string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? " …" : "")
        );
    }
}
