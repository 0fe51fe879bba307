using System.Globalization;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>What has to be said about the FIT files of an upload, once for all of them.</summary>
internal sealed class FitTally
{
    private const int NamedAtMost = 5;
    private const int NumberedAtMost = 10;

    /// <summary>Settings, the device's own state, structure, zones, developers' descriptions: nothing of a body.</summary>
    private static readonly HashSet<ushort> Bookkeeping =
    [
        .. Enumerable.Range(0, 17).Select(n => (ushort)n),
        21,
        22,
        23,
        26,
        27,
        28,
        31,
        32,
        33,
        34,
        35,
        37,
        38,
        39,
        49,
        53,
        72,
        79,
        101,
        103,
        104,
        105,
        106,
        113,
        127,
        140,
        141,
        142,
        147,
        148,
        149,
        150,
        151,
        158,
        160,
        162,
        200,
        201,
        202,
        206,
        207,
        210,
        216,
        225,
        258,
        259,
        262,
        264,
        285,
        288,
        312,
        313,
        317,
        327,
        375,
    ];

    private readonly SortedDictionary<string, (int Count, List<string> Names)> files = new(
        StringComparer.Ordinal
    );
    private readonly SortedDictionary<ushort, long> unknown = [];

    public long Others { get; set; }
    public int Thinned { get; set; }

    /// <summary>Something about one file, under the key of its sentence.</summary>
    public void Note(string key, string name)
    {
        var (count, names) = files.TryGetValue(key, out var known) ? known : (0, []);
        if (names.Count < NamedAtMost && !names.Contains(name))
            names.Add(name);
        files[key] = (count + 1, names);
    }

    public void Unknown(ushort message)
    {
        if (!Bookkeeping.Contains(message))
            unknown[message] = unknown.GetValueOrDefault(message) + 1;
    }

    public void Warn(FormatRun run)
    {
        foreach (var (key, (count, names)) in files)
            run.Sink.Warn(
                key,
                count.ToString(CultureInfo.InvariantCulture),
                string.Join(", ", names.Where(n => n.Length > 0))
            );
        if (Others > 0)
            run.Warn(Warnings.FitOtherFiles, Others);
        if (Thinned > 0)
            run.Warn(Warnings.RoutesThinned, Thinned);
        if (unknown.Count > 0)
            run.Sink.Warn(
                Warnings.FitMessagesUnknown,
                unknown.Values.Sum().ToString(CultureInfo.InvariantCulture),
                string.Join(", ", unknown.Keys.Take(NumberedAtMost))
                    + (unknown.Count > NumberedAtMost ? " …" : "")
            );
    }
}
