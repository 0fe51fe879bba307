using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace HealthRecord.Data.Sqlite;

/// <summary>Settings that SQLite keeps per connection.</summary>
internal sealed class SqlitePragmas(string pragmas) : DbConnectionInterceptor
{
    // FULL: in WAL mode only this makes a commit survive a power cut.
    private const string Common =
        "PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;";

    public static SqlitePragmas Record { get; } = new(Common);

    /// <summary>Deleted keys are overwritten with zeros.</summary>
    public static SqlitePragmas KeyStore { get; } = new(Common + "PRAGMA secure_delete=ON;");

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection,
        ConnectionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
