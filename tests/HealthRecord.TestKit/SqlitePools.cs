using HealthRecord.Features.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.TestKit;

/// <summary>Open files of one record. Those of the tests beside it stay open: closing them would end their logs.</summary>
internal static class SqlitePools
{
    /// <summary>Asked while the services are there, to be cleared when they are gone.</summary>
    public static IReadOnlyList<SqliteConnection> Of(IServiceProvider services)
    {
        using var record = services
            .GetRequiredService<IDbContextFactory<HealthDb>>()
            .CreateDbContext();
        using var keys = services.GetRequiredService<IDbContextFactory<KeyDb>>().CreateDbContext();
        return
        [
            .. new DbContext[] { record, keys }
                .Select(db => db.Database.GetDbConnection())
                .OfType<SqliteConnection>()
                .Select(c => new SqliteConnection(c.ConnectionString)),
        ];
    }

    public static void Clear(IReadOnlyList<SqliteConnection> connections)
    {
        foreach (var connection in connections)
        {
            SqliteConnection.ClearPool(connection);
            connection.Dispose();
        }
    }
}
