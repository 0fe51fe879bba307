using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HealthRecord.Data.Sqlite;

/// <summary>For <c>dotnet ef</c> only: no file is opened to make a migration.</summary>
internal sealed class RecordDesign : IDesignTimeDbContextFactory<HealthDb>
{
    public HealthDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<HealthDb>();
        SqliteRecord.Use(options, "design.db", SqlitePragmas.Record);
        options.UseApplicationServiceProvider(IdentitySchema.AtDesignTime());
        return new HealthDb(options.Options);
    }
}

/// <inheritdoc cref="RecordDesign"/>
internal sealed class KeyDesign : IDesignTimeDbContextFactory<KeyDb>
{
    public KeyDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<KeyDb>();
        SqliteRecord.Use(options, "design.db", SqlitePragmas.KeyStore);
        return new KeyDb(options.Options);
    }
}
