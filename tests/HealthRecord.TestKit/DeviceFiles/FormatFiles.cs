using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace HealthRecord.TestKit;

/// <summary>One format, and how to write a file of it.</summary>
/// <param name="Write">Takes the path, and about how many records it gets.</param>
public sealed record FormatFile(string Name, Action<string, int> Write)
{
    /// <summary>What its records are.</summary>
    public string Counts { get; init; } = "records";

    /// <summary>A short one in memory.</summary>
    public byte[] Of(int records)
    {
        var folder = Directory.CreateTempSubdirectory("healthrecord-file-");
        try
        {
            var path = Path.Combine(folder.FullName, "file");
            Write(path, records);
            return File.ReadAllBytes(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A file of every format, made by code and as long as wished: a reading a minute and on.</summary>
public static partial class FormatFiles
{
    private static readonly DateTime First = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static IReadOnlyList<FormatFile> All { get; } =
    [
        new("FIT", Fit),
        new("TCX", Tcx),
        new("GPX", Gpx),
        new("Fitbit", Fitbit),
        new("Google Fit", GoogleFit),
        new("Health Connect", HealthConnect),
        new("Samsung Health", Samsung),
        new("Withings (CSV)", Withings),
        new("Withings (API)", WithingsBody),
        new("Garmin account", Garmin),
        new("Polar", Polar),
        new("Oura", Oura),
        new("Zepp", Zepp),
        new("Omron", Omron),
        new("iHealth", IHealth),
        new("LibreView", LibreView),
        new("Dexcom Clarity", Clarity),
        new("Nightscout", Nightscout),
        new("FHIR R4", Fhir),
        new("Google Health", GoogleHealth),
        new("Apple ECG", Ecg) { Counts = "samples" },
        new("any table (CSV)", Table),
        new("any table (XLSX)", Workbook),
    ];

    private static string At(int minute, string format) =>
        First.AddMinutes(minute).ToString(format, CultureInfo.InvariantCulture);

    private static int Beat(int i) => 55 + (i * 7 % 60);

    private static void Lines(string path, string head, IEnumerable<string> lines, string foot = "")
    {
        using var text = new StreamWriter(path, append: false, new UTF8Encoding(false));
        text.Write(head);
        foreach (var line in lines)
            text.Write(line);
        text.Write(foot);
    }

    private static void Each(string path, int count, string head, Func<int, string> line) =>
        Lines(path, head, Enumerable.Range(0, count).Select(i => line(i) + "\n"));

    private static void Json(
        string path,
        int count,
        string head,
        Func<int, string> item,
        string foot
    ) =>
        Lines(
            path,
            head,
            Enumerable.Range(0, count).Select(i => (i == 0 ? "" : ",\n") + item(i)),
            foot
        );

    private static void Zipped(string path, string entry, Action<string> write)
    {
        var inside = path + ".inside";
        write(inside);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
            zip.CreateEntryFromFile(inside, entry, CompressionLevel.Fastest);
        File.Delete(inside);
    }

    private static long Nanos(int i) => Ms(i) * 1_000_000;

    private static long Ms(int i) =>
        (long)(First.AddMinutes(i) - DateTime.UnixEpoch).TotalMilliseconds;
}
