using HealthRecord.Features.Platform.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Data.Sqlite;

public static class SqliteRecord
{
    /// <summary>The embedded default: two files that the program makes, migrates and backs up by itself.</summary>
    public static IServiceCollection AddSqliteRecord(
        this IServiceCollection services,
        IConfiguration configuration
    )
    {
        var folders = RecordFolders.From(configuration);
        services.AddSingleton<IRecordStore, SqliteStore>();
        services.AddSingleton<IRecordCopies, SqliteCopies>();
        services.AddDbContextFactory<HealthDb>(o =>
            Use(o, folders.RecordFile, SqlitePragmas.Record)
        );
        services.AddDbContextFactory<KeyDb>(o => Use(o, folders.KeyFile, SqlitePragmas.KeyStore));
        return services;
    }

    internal static string ConnectionString(string file) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = 10,
            Mode = SqliteOpenMode.ReadWriteCreate,
        }.ConnectionString;

    internal static void Use(DbContextOptionsBuilder options, string file, SqlitePragmas pragmas) =>
        options
            .UseSqlite(
                ConnectionString(file),
                o => o.MigrationsAssembly(typeof(SqliteRecord).Assembly.GetName().Name)
            )
            .AddInterceptors(pragmas, FullDisk.Instance);
}
