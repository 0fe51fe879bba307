using System.IO.Compression;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HealthRecord.Importers.Tests.HealthConnect;

/// <summary>Builds databases in the shape of the export, in memory.</summary>
internal static class HealthConnectFile
{
    public const long Noon = 1_740_830_400_000; // 2025-03-01T12:00:00Z

    public const string Common =
        "row_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB NOT NULL UNIQUE, last_modified_time INTEGER, app_info_id INTEGER";

    public const string Moment = Common + ", time INTEGER, zone_offset INTEGER";

    public const string Interval =
        Common
        + ", start_time INTEGER, start_zone_offset INTEGER, end_time INTEGER, end_zone_offset INTEGER";

    private const string Apps = """
        CREATE TABLE android_metadata(locale TEXT);
        CREATE TABLE application_info_table(row_id INTEGER PRIMARY KEY, package_name TEXT, app_name TEXT, app_icon BLOB);
        INSERT INTO application_info_table VALUES(1, 'org.walk', 'Marche', x'00'), (2, 'org.scale', NULL, NULL);

        """;

    public static byte[] Of(string sql, bool withApps = true)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is this test's own.
        command.CommandText = (withApps ? Apps : "") + sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
        return Bytes(connection);
    }

    public static byte[] Zip(byte[] database)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("health_connect_export.db").Open();
            entry.Write(database);
        }
        return file.ToArray();
    }

    /// <summary>A weight of 70.5 kg at noon, of the second app, in Paris.</summary>
    public static byte[] OneWeight(string grams = "70500.0") =>
        Of(
            $"""
            CREATE TABLE weight_record_table({Moment}, weight REAL);
            INSERT INTO weight_record_table VALUES(1, x'000102030405060708090a0b0c0d0e0f', 5, 2, {Noon}, 3600, {grams});
            """
        );

    private static byte[] Bytes(SqliteConnection connection)
    {
        var memory = raw.sqlite3_serialize(connection.Handle, "main", out var size, 0);
        try
        {
            var bytes = new byte[size];
            Marshal.Copy(memory, bytes, 0, bytes.Length);
            return bytes;
        }
        finally
        {
            raw.sqlite3_free(memory);
        }
    }
}
