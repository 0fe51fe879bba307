using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Features.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Data.Sqlite;

/// <summary><c>VACUUM INTO</c> reads one snapshot while others write, and leaves no free pages in the copy.</summary>
internal sealed class SqliteCopies(
    IDbContextFactory<HealthDb> records,
    IDbContextFactory<KeyDb> keys
) : IRecordCopies
{
    public async Task CopyRecordAsync(string file, CancellationToken ct)
    {
        await using var db = await records.CreateDbContextAsync(ct);
        await CopyAsync(db, file, ct);
    }

    public async Task CopyKeysAsync(string file, CancellationToken ct)
    {
        await using var db = await keys.CreateDbContextAsync(ct);
        await CopyAsync(db, file, ct);
    }

    public async Task<CopyContent> ReadAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = file,
                    Mode = SqliteOpenMode.ReadOnly,
                    Pooling = false,
                }.ConnectionString
            );
            await connection.OpenAsync(ct);
            if (await ListAsync(connection, "PRAGMA integrity_check;", 0, ct) is not ["ok"])
                throw new InvalidDataException($"{file} is damaged.");
            var tables = await ListAsync(
                connection,
                """
                SELECT name FROM sqlite_schema
                WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock'
                ORDER BY name;
                """,
                0,
                ct
            );
            var schema = await ListAsync(
                connection,
                "SELECT max(MigrationId) FROM __EFMigrationsHistory;",
                0,
                ct
            );
            var digests = new List<TableDigest>();
            foreach (var table in tables)
                digests.Add(await DigestAsync(connection, table, ct));
            return new CopyContent(schema[0], digests);
        }
        catch (SqliteException e)
        {
            throw new InvalidDataException($"{file} is no readable database.", e);
        }
    }

    public async Task ReleaseAsync(CancellationToken ct)
    {
        await using var record = await records.CreateDbContextAsync(ct);
        await using var key = await keys.CreateDbContextAsync(ct);
        foreach (var db in new DbContext[] { record, key })
        {
            await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", ct);
            if (db.Database.GetDbConnection() is SqliteConnection connection)
                SqliteConnection.ClearPool(connection);
        }
    }

    public bool Knows(string recordSchema, string keySchema)
    {
        using var record = records.CreateDbContext();
        using var key = keys.CreateDbContext();
        return record.Database.GetMigrations().Contains(recordSchema, StringComparer.Ordinal)
            && key.Database.GetMigrations().Contains(keySchema, StringComparer.Ordinal);
    }

    private static async Task CopyAsync(DbContext db, string file, CancellationToken ct)
    {
        try
        {
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {file}", ct);
        }
        catch (SqliteException e)
        {
            throw new IOException($"{file} cannot be written.", e);
        }
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static async Task<TableDigest> DigestAsync(
        SqliteConnection connection,
        string table,
        CancellationToken ct
    )
    {
        var keys = await ListAsync(
            connection,
            $"SELECT name FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk;",
            0,
            ct
        );
        var order = keys.Count == 0 ? "rowid" : string.Join(", ", keys.Select(k => $"[{k}]"));
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM [{table}] ORDER BY {order};";
        await using var reader = await command.ExecuteReaderAsync(ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long rows = 0;
        while (await reader.ReadAsync(ct))
        {
            rows++;
            for (var i = 0; i < reader.FieldCount; i++)
                Append(hash, reader.GetName(i), reader.GetValue(i));
        }
        return new TableDigest(table, rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    // Name, type and length stand before each value: no two different rows look the same to the hash.
    private static void Append(IncrementalHash hash, string column, object value)
    {
        var (type, bytes) = value switch
        {
            DBNull => ((byte)'0', Array.Empty<byte>()),
            byte[] blob => ((byte)'b', blob),
            string text => ((byte)'t', Encoding.UTF8.GetBytes(text)),
            _ => (
                (byte)'n',
                Encoding.UTF8.GetBytes(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
            ),
        };
        Span<byte> head = stackalloc byte[5];
        head[0] = type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
        hash.AppendData(Encoding.UTF8.GetBytes(column));
        hash.AppendData(head);
        hash.AppendData(bytes);
    }

    private static async Task<List<string>> ListAsync(
        SqliteConnection connection,
        string sql,
        int column,
        CancellationToken ct
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var found = new List<string>();
        while (await reader.ReadAsync(ct))
            found.Add(reader.IsDBNull(column) ? "" : reader.GetString(column));
        return found;
    }
}
