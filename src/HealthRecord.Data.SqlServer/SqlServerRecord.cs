using HealthRecord.Features.Platform.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Data.SqlServer;

public static class SqlServerRecord
{
    /// <summary>Production: <c>ConnectionStrings:SqlServer</c> for the record, <c>ConnectionStrings:SqlServerKeys</c> for the key store.</summary>
    /// <remarks>
    /// Without the second the key store is the database of the first's name followed by <c>Keys</c>. Nothing is tried
    /// again by itself: only a use case with an operation id may be, and it knows.
    /// </remarks>
    /// <exception cref="StartRefusedException">No connection string, or the demo is asked for.</exception>
    public static IServiceCollection AddSqlServerRecord(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        if (RecordFolders.From(configuration).Demo)
            throw new StartRefusedException(
                "La démonstration utilise ses propres fichiers SQLite, jamais SQL Server.",
                "The demo uses SQLite files of its own, never SQL Server."
            );
        var record =
            configuration.GetConnectionString("SqlServer")
            ?? throw new StartRefusedException(
                "ConnectionStrings:SqlServer manque alors que Database:Provider vaut SqlServer.",
                "ConnectionStrings:SqlServer is missing while Database:Provider is SqlServer."
            );
        var keys = configuration.GetConnectionString("SqlServerKeys") ?? KeysBeside(record);
        services.AddSingleton<IRecordStore, SqlServerStore>();
        services.AddDbContextFactory<HealthDb>(o => Use(o, record));
        services.AddDbContextFactory<KeyDb>(o => Use(o, keys));
        return services;
    }

    internal static void Use(DbContextOptionsBuilder options, string connection) =>
        options.UseSqlServer(
            connection,
            o => o.MigrationsAssembly(typeof(SqlServerRecord).Assembly.GetName().Name)
        );

    private static string KeysBeside(string record)
    {
        var builder = new SqlConnectionStringBuilder(record);
        builder.InitialCatalog += "Keys";
        return builder.ConnectionString;
    }
}
