using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace HealthRecord.Data.SqlServer;

/// <summary>For <c>dotnet ef</c> only: no server is reached to make a migration.</summary>
internal sealed class RecordDesign : IDesignTimeDbContextFactory<HealthDb>
{
    public HealthDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<HealthDb>();
        SqlServerRecord.Use(options, "Server=offline;Database=Record;Encrypt=false");
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
        SqlServerRecord.Use(options, "Server=offline;Database=RecordKeys;Encrypt=false");
        return new KeyDb(options.Options);
    }
}
