using System.Buffers.Binary;
using Microsoft.Data.Sqlite;

namespace HealthRecord.TestKit;

/// <summary>What accounts and programs write: JSON, and one database.</summary>
public static partial class FormatFiles
{
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

    private static void GoogleHealth(string path, int count) =>
        Json(
            path,
            count,
            "{\"dataPoints\":[",
            i =>
                $$"""{"name":"users/me/dataTypes/heart-rate/dataPoints/{{i}}","dataSource":{"platform":"FITBIT","device":{"displayName":"Charge 6"} },"heartRate":{"sampleTime":{"physicalTime":"{{At(i, "yyyy-MM-ddTHH:mm:ss")}}Z","utcOffset":"3600s"},"beatsPerMinute":"{{Beat(i)}}"} }""",
            "],\"nextPageToken\":\"\"}"
        );

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
}
