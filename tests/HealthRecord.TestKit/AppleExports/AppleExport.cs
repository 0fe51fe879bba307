using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;

namespace HealthRecord.TestKit;

/// <summary>An Apple Health export made by hand for one test: <c>AppleExport.With().HeartRate("2024-03-01 08:00:00", 62).Zip()</c>.</summary>
/// <remarks>Times are <c>yyyy-MM-dd HH:mm:ss</c>; without an offset they get <see cref="Offset"/>. Elements stand in the order of the calls.</remarks>
public sealed class AppleExport
{
    public const string Watch = "Montre d’Ana";
    public const string Phone = "iPhone d’Ana";
    public const string Cuff = "OMRON connect";

    private readonly StringBuilder body = new();
    private readonly List<(string Name, byte[] Content)> others = [];
    private string bornOn = "1985-06-15";
    private string offset = " +0000";
    private string docType = AppleExportDocType.Version14;
    private string end = "</HealthData>\n";

    public static AppleExport With() => new();

    public AppleExport BornOn(string day)
    {
        bornOn = day;
        return this;
    }

    /// <param name="value">As Apple writes it: <c>+0200</c>.</param>
    public AppleExport Offset(string value)
    {
        offset = " " + value;
        return this;
    }

    public AppleExport DocType(string text)
    {
        docType = text;
        return this;
    }

    /// <summary>The XML stops where it is: the closing tag never arrived.</summary>
    public AppleExport Cut(string lastPiece = "")
    {
        end = lastPiece;
        return this;
    }

    /// <param name="type">Full, or without <c>HKQuantityTypeIdentifier</c>.</param>
    public AppleExport Record(
        string type,
        string start,
        string? value,
        string? unit = null,
        string? end = null,
        string source = Watch,
        params (string Key, string Value)[] metadata
    ) => Raw(RecordXml(type, start, value, unit, end, source, metadata));

    public AppleExport HeartRate(string start, int perMinute, string source = Watch) =>
        Record("HeartRate", start, Text(perMinute), "count/min", null, source);

    public AppleExport Steps(string start, string end, int steps, string source = Watch) =>
        Record("StepCount", start, Text(steps), "count", end, source);

    public AppleExport Weight(string start, decimal kilograms, string source = "Withings") =>
        Record("BodyMass", start, Text(kilograms), "kg", null, source);

    /// <param name="stage"><c>InBed</c>, <c>AsleepCore</c>, <c>AsleepDeep</c>, <c>AsleepREM</c>, <c>Awake</c>, ...</param>
    public AppleExport Sleep(string start, string end, string stage, string source = Watch) =>
        Record(
            "HKCategoryTypeIdentifierSleepAnalysis",
            start,
            "HKCategoryValueSleepAnalysis" + stage,
            null,
            end,
            source
        );

    /// <param name="twins">The two numbers also stand alone, as real exports have them.</param>
    /// <param name="correlation">The two numbers stand inside a correlation.</param>
    public AppleExport BloodPressure(
        string start,
        int systolic,
        int diastolic,
        int? pulse = null,
        bool twins = true,
        bool correlation = true,
        string source = Cuff
    )
    {
        var both =
            RecordXml("BloodPressureSystolic", start, Text(systolic), "mmHg", null, source, [])
            + RecordXml("BloodPressureDiastolic", start, Text(diastolic), "mmHg", null, source, []);
        if (twins)
            Raw(both);
        if (!correlation)
            return this;
        var beat = pulse is { } p
            ? RecordXml("HeartRate", start, Text(p), "count/min", null, source, [])
            : "";
        return Raw(
            $" <Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\" sourceName=\"{Escaped(source)}\" "
                + $"startDate=\"{Time(start)}\" endDate=\"{Time(start)}\">\n{both}{beat} </Correlation>\n"
        );
    }

    /// <param name="activity">Without <c>HKWorkoutActivityType</c>.</param>
    public AppleExport Workout(
        string activity,
        string start,
        string end,
        decimal? kilometres = null,
        decimal? kilocalories = null,
        string source = Watch,
        string inside = ""
    )
    {
        var distance = kilometres is { } km
            ? Statistics("DistanceWalkingRunning", start, end, km, "km")
            : "";
        var energy = kilocalories is { } kcal
            ? Statistics("ActiveEnergyBurned", start, end, kcal, "kcal")
            : "";
        return Raw(
            $" <Workout workoutActivityType=\"HKWorkoutActivityType{activity}\" sourceName=\"{Escaped(source)}\" "
                + $"startDate=\"{Time(start)}\" endDate=\"{Time(end)}\">\n{inside}{distance}{energy} </Workout>\n"
        );
    }

    /// <summary>Anything, as it shall stand in the file.</summary>
    public AppleExport Raw(string xml)
    {
        body.Append(xml);
        return this;
    }

    /// <summary>One more file in the archive.</summary>
    public AppleExport Beside(string name, string content)
    {
        others.Add((name, Encoding.UTF8.GetBytes(content)));
        return this;
    }

    public string Xml() =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + docType
        + "<HealthData locale=\"fr_FR\">\n <ExportDate value=\"2026-06-01 10:00:00 +0200\"/>\n"
        + $" <Me HKCharacteristicTypeIdentifierDateOfBirth=\"{bornOn}\" HKCharacteristicTypeIdentifierBiologicalSex=\"HKBiologicalSexFemale\"/>\n"
        + body
        + end;

    public byte[] Bytes() => Encoding.UTF8.GetBytes(Xml());

    public byte[] Zip(string exportName = "apple_health_export/export.xml")
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in others.Prepend((exportName, Bytes())))
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }
        return file.ToArray();
    }

    private string RecordXml(
        string type,
        string start,
        string? value,
        string? unit,
        string? end,
        string source,
        (string Key, string Value)[] metadata
    )
    {
        var name = type.StartsWith("HK", StringComparison.Ordinal)
            ? type
            : "HKQuantityTypeIdentifier" + type;
        var text = new StringBuilder(" <Record type=\"").Append(name).Append('"');
        text.Append(" sourceName=\"").Append(Escaped(source)).Append("\" sourceVersion=\"10.2\"");
        if (unit is not null)
            text.Append(" unit=\"").Append(Escaped(unit)).Append('"');
        text.Append(" creationDate=\"").Append(Time(end ?? start)).Append('"');
        text.Append(" startDate=\"").Append(Time(start)).Append('"');
        text.Append(" endDate=\"").Append(Time(end ?? start)).Append('"');
        if (value is not null)
            text.Append(" value=\"").Append(Escaped(value)).Append('"');
        if (metadata.Length == 0)
            return text.Append("/>\n").ToString();
        text.Append(">\n");
        foreach (var (key, said) in metadata)
            text.Append("  <MetadataEntry key=\"")
                .Append(Escaped(key))
                .Append("\" value=\"")
                .Append(Escaped(said))
                .Append("\"/>\n");
        return text.Append(" </Record>\n").ToString();
    }

    private string Statistics(string type, string start, string end, decimal sum, string unit) =>
        $"  <WorkoutStatistics type=\"HKQuantityTypeIdentifier{type}\" startDate=\"{Time(start)}\" "
        + $"endDate=\"{Time(end)}\" sum=\"{Text(sum)}\" unit=\"{unit}\"/>\n";

    /// <summary>Whoever gives an odd time or an offset of its own gets it as it is.</summary>
    private string Time(string time) =>
        time is [_, _, _, _, '-', ..] && time.Length == 19 ? time + offset : time;

    private static string Text(IFormattable number) =>
        number.ToString(null, CultureInfo.InvariantCulture);

    private static string Escaped(string text) => SecurityElement.Escape(text);
}
