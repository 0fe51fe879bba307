using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace HealthRecord.Benchmarks;

/// <summary>One long file of every format, made by code: a reading a minute and on.</summary>
internal static class FormatFiles
{
    private static readonly DateTime First = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    internal sealed record Format(string Name, Action<string, int> Write);

    public static IReadOnlyList<Format> All { get; } =
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
        new("any table (CSV)", Table),
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

    private static void Fit(string path, int count)
    {
        using var body = new MemoryStream();
        // File: an activity of a watch; then one definition and a record a second.
        body.Write([0x40, 0, 0, 0, 0, 4, 0, 1, 0, 1, 2, 0x84, 2, 2, 0x84, 4, 4, 0x86]);
        Span<byte> bytes = stackalloc byte[10];
        body.Write([0, 4, 1, 0, 1, 0]);
        var start = (uint)
            (First - new DateTime(1989, 12, 31, 0, 0, 0, DateTimeKind.Utc)).TotalSeconds;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, start);
        body.Write(bytes[..4]);
        body.Write([0x41, 0, 0, 20, 0, 2, 253, 4, 0x86, 3, 1, 0x02]);
        for (var i = 0; i < count; i++)
        {
            bytes[0] = 1;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[1..], start + (uint)i);
            bytes[5] = (byte)Beat(i);
            body.Write(bytes[..6]);
        }
        using var file = File.Create(path);
        var header = new byte[12];
        (header[0], header[1]) = (12, 0x10);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), (uint)body.Length);
        ".FIT"u8.CopyTo(header.AsSpan(8));
        file.Write(header);
        body.Position = 0;
        body.CopyTo(file);
        // No check sum: read under a warning that names it.
    }

    private static void Tcx(string path, int count) =>
        Lines(
            path,
            "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2\"><Activities>",
            Enumerable
                .Range(0, count)
                .Select(i =>
                    (i % 3600 == 0 ? Activity(i) : "")
                    + $"<Trackpoint><Time>{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}</Time><HeartRateBpm><Value>{Beat(i)}</Value></HeartRateBpm></Trackpoint>\n"
                    + (
                        i % 3600 == 3599 || i == count - 1
                            ? "</Track></Lap><Creator><Name>Forerunner</Name></Creator></Activity>\n"
                            : ""
                    )
                ),
            "</Activities></TrainingCenterDatabase>"
        );

    private static string Activity(int i) =>
        $"<Activity Sport=\"Running\"><Id>{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}</Id><Lap StartTime=\"{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}\"><TotalTimeSeconds>3600</TotalTimeSeconds><DistanceMeters>9000</DistanceMeters><Calories>600</Calories><Track>\n";

    private static void Gpx(string path, int count) =>
        Lines(
            path,
            "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" creator=\"bench\" xmlns=\"http://www.topografix.com/GPX/1/1\" xmlns:gpxtpx=\"http://www.garmin.com/xmlschemas/TrackPointExtension/v1\">",
            Enumerable
                .Range(0, count)
                .Select(i =>
                    (i % 3600 == 0 ? "<trk><type>running</type><trkseg>" : "")
                    + $"<trkpt lat=\"45.{i % 1000:D3}\" lon=\"-4.5\"><time>{First.AddSeconds(i):yyyy-MM-ddTHH:mm:ssZ}</time><extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>{Beat(i)}</gpxtpx:hr></gpxtpx:TrackPointExtension></extensions></trkpt>\n"
                    + (i % 3600 == 3599 || i == count - 1 ? "</trkseg></trk>\n" : "")
                ),
            "</gpx>"
        );

    private static void Fitbit(string path, int count) =>
        Json(
            path,
            count,
            "[",
            i =>
                $$"""{"dateTime":"{{At(i, "MM/dd/yy HH:mm:ss")}}","value":{"bpm":{{Beat(i)}},"confidence":2} }""",
            "]"
        );

    private static void GoogleFit(string path, int count) =>
        Zipped(
            path,
            "Takeout/Fit/All Data/raw_com.google.heart_rate.bpm_watch.json",
            inside =>
                Json(
                    inside,
                    count,
                    "{\"Data Source\":\"raw:com.google.heart_rate.bpm:com.google.android.apps.fitness:watch\",\"Data Points\":[",
                    i =>
                        $$"""{"fitValue":[{"value":{"fpVal":{{Beat(i)}}.0} }],"originDataSourceId":"","endTimeNanos":{{Nanos(i)}},"dataTypeName":"com.google.heart_rate.bpm","startTimeNanos":{{Nanos(i)}},"modifiedTimeMillis":1,"rawTimestampNanos":0}""",
                    "]}"
                )
        );

    private static long Nanos(int i) => Ms(i) * 1_000_000;

    private static long Ms(int i) =>
        (long)(First.AddMinutes(i) - DateTime.UnixEpoch).TotalMilliseconds;

    private static void HealthConnect(string path, int count)
    {
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = """
                CREATE TABLE application_info_table(row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT, app_icon BLOB);
                INSERT INTO application_info_table VALUES(1, 'org.watch', 'Montre', NULL);
                CREATE TABLE weight_record_table(row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, last_modified_time INTEGER, app_info_id INTEGER, time INTEGER, zone_offset INTEGER, weight REAL);
                """;
            command.ExecuteNonQuery();
            using var all = connection.BeginTransaction();
            command.Transaction = all;
            command.CommandText =
                "INSERT INTO weight_record_table VALUES($i, $u, 5, 1, $t, 3600, $w)";
            var (id, name, time, weight) = (
                command.Parameters.Add("$i", SqliteType.Integer),
                command.Parameters.Add("$u", SqliteType.Blob),
                command.Parameters.Add("$t", SqliteType.Integer),
                command.Parameters.Add("$w", SqliteType.Real)
            );
            for (var i = 0; i < count; i++)
            {
                var uuid = new byte[16];
                BinaryPrimitives.WriteInt32BigEndian(uuid, i);
                (id.Value, name.Value, time.Value, weight.Value) = (
                    i + 1,
                    uuid,
                    Ms(i),
                    70_000.0 + (i % 100 * 10)
                );
                command.ExecuteNonQuery();
            }
            all.Commit();
        }
    }

    private static void Samsung(string path, int count) =>
        Each(
            path,
            count,
            "com.samsung.health.weight,7006003,4\ndatauuid,start_time,time_offset,weight,\n",
            i => $"u-{i},{At(i, "yyyy-MM-dd HH:mm:ss")}.000,UTC+0100,{70 + (i % 10)}.5,,"
        );

    private static void Withings(string path, int count) =>
        Each(
            path,
            count,
            "Date,\"Weight (kg)\",\"Fat mass (kg)\",\"Bone mass (kg)\",\"Muscle mass (kg)\",\"Hydration (kg)\",Comments\n",
            i => $"\"{At(-i, "yyyy-MM-dd HH:mm:ss")}\",{70 + (i % 10)}.5,,,,,"
        );

    private static void WithingsBody(string path, int count) =>
        Json(
            path,
            count,
            "{\"status\":0,\"body\":{\"updatetime\":1,\"timezone\":\"Europe/Paris\",\"measuregrps\":[",
            i =>
                $$"""{"grpid":{{i}},"attrib":0,"date":{{Ms(i) / 1000}},"created":1,"category":1,"measures":[{"value":{{70_000 + (i % 100)}},"type":1,"unit":-3}]}""",
            "]}}"
        );

    private static void Garmin(string path, int count) =>
        Zipped(
            path,
            "DI_CONNECT/DI-Connect-Aggregator/UDSFile_2025.json",
            inside =>
                Json(
                    inside,
                    count / 4,
                    "[",
                    i =>
                        $$"""{"calendarDate":"{{new DateOnly(1950, 1, 1).AddDays(i % 27_000):yyyy-MM-dd}}","totalSteps":{{4000 + (i % 9000)}},"totalDistanceMeters":{{3000 + (i % 900)}},"restingHeartRate":{{Beat(i)}},"activeKilocalories":{{300 + (i % 90)}},"wellnessStartTimeGmt":"{{new DateOnly(1950, 1, 1).AddDays(i % 27_000):yyyy-MM-dd}}T00:00:00.0"}""",
                    "]"
                )
        );

    private static void Polar(string path, int count) =>
        Json(
            path,
            count,
            "{\"exportVersion\":\"1.7\",\"startTime\":\"2025-01-01T00:00:00.000\",\"stopTime\":\"2025-01-01T23:00:00.000\",\"timeZoneOffset\":60,\"exercises\":[{\"startTime\":\"2025-01-01T00:00:00.000\",\"timezoneOffset\":60,\"duration\":\"PT82800S\",\"sport\":\"RUNNING\",\"samples\":{\"heartRate\":[",
            i =>
                $$"""{"dateTime":"{{First.AddMilliseconds(i * 400):yyyy-MM-ddTHH:mm:ss.fff}}","value":{{Beat(i)}}}""",
            "]}}]}"
        );

    private static void Oura(string path, int count) =>
        Json(
            path,
            count,
            "{\"heartrate\":{\"data\":[",
            i =>
                $$"""{"bpm":{{Beat(i)}},"source":"awake","timestamp":"{{At(i, "yyyy-MM-ddTHH:mm:ss")}}+00:00"}""",
            "],\"next_token\":null}}"
        );

    private static void Zepp(string path, int count) =>
        Each(
            path,
            count,
            "time,weight,height,bmi,fatRate,bodyWaterRate,boneMass,metabolism,muscleRate,visceralFat\n",
            i =>
                $"{At(i, "yyyy-MM-dd HH:mm:ss")}+0000,{70 + (i % 10)}.5,178.0,null,null,null,null,null,null,null"
        );

    private static void Omron(string path, int count) =>
        Each(
            path,
            count,
            "Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Symptoms,Consumed,TruRead,Notes\n",
            i => $"{At(i, "MMM dd yyyy,HH:mm")},{115 + (i % 30)},{70 + (i % 15)},{Beat(i)},-,-,-,-"
        );

    private static void IHealth(string path, int count) =>
        Each(
            path,
            count,
            "Date,Time,SYS(mmHg),DIA(mmHg),Pulse(Beats/Min),Note\n",
            i =>
                $"\"{At(i, "MMM d, yyyy")}\",{At(i, "HH:mm")},{115 + (i % 30)},{70 + (i % 15)},{Beat(i)},"
        );

    private static void LibreView(string path, int count) =>
        Each(
            path,
            count,
            "Glucose Data,Generated on,13-03-2025 00:00 UTC,Generated by,Jane Doe\nDevice,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose mg/dL,Non-numeric Rapid-Acting Insulin,Rapid-Acting Insulin (units),Non-numeric Food,Carbohydrates (grams),Carbohydrates (servings),Non-numeric Long-Acting Insulin,Long-Acting Insulin (units),Notes,Strip Glucose mg/dL,Ketone mmol/L,Meal Insulin (units),Correction Insulin (units),User Change Insulin (units)\n",
            i =>
                $"FreeStyle Libre 3,1A2B3C,{At(i, "dd-MM-yyyy HH:mm")},0,{90 + (i % 90)},,,,,,,,,,,,,,"
        );

    private static void Clarity(string path, int count) =>
        Each(
            path,
            count,
            "\"Index\",\"Timestamp (YYYY-MM-DDThh:mm:ss)\",\"Event Type\",\"Event Subtype\",\"Patient Info\",\"Device Info\",\"Source Device ID\",\"Glucose Value (mg/dL)\",\"Insulin Value (u)\",\"Carb Value (grams)\",\"Duration (hh:mm:ss)\",\"Glucose Rate of Change (mg/dL/min)\",\"Transmitter Time (Long Integer)\",\"Transmitter ID\"\n",
            i =>
                $"{i + 1},{At(i, "yyyy-MM-ddTHH:mm:ss")},EGV,,,,iOS G7,{90 + (i % 90)},,,,,{i * 60},8X"
        );

    private static void Nightscout(string path, int count) =>
        Json(
            path,
            count,
            "[",
            i =>
                $$"""{"_id":"n{{i}}","date":{{Ms(i)}},"dateString":"{{At(i, "yyyy-MM-ddTHH:mm:ss")}}.000Z","sgv":{{90 + (i % 90)}},"direction":"Flat","type":"sgv","device":"xDrip","utcOffset":60}""",
            "]"
        );

    private static void Fhir(string path, int count) =>
        Json(
            path,
            count,
            "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[",
            i =>
                $$"""{"resource":{"resourceType":"Observation","id":"o{{i}}","status":"final","code":{"coding":[{"system":"http://loinc.org","code":"29463-7"}] },"subject":{"reference":"Patient/ana"},"effectiveDateTime":"{{At(i, "yyyy-MM-ddTHH:mm:ss")}}Z","valueQuantity":{"value":{{70 + (i % 10)}}.5,"unit":"kg","system":"http://unitsofmeasure.org","code":"kg"} } }""",
            "]}"
        );

    private static void Table(string path, int count) =>
        Each(
            path,
            count,
            "Date;Heure;Poids (kg)\n",
            i => $"{At(i, "dd/MM/yyyy;HH:mm")};{70 + (i % 10)},5"
        );
}
