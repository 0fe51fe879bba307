using HealthRecord.Data.Sqlite;
using HealthRecord.Data.SqlServer;
using HealthRecord.Features.Platform;
using HealthRecord.Features.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace HealthRecord.Features.Tests.Data;

/// <summary>What can be known about SQL Server without one: the script parses, resolves, and would be accepted.</summary>
public sealed class OfflineModelTests
{
    public static TheoryData<string, string> Contexts =>
        new()
        {
            { "SqlServer", "record" },
            { "SqlServer", "keys" },
            { "Sqlite", "record" },
            { "Sqlite", "keys" },
        };

    [Theory]
    [InlineData("record")]
    [InlineData("keys")]
    public void The_script_of_the_whole_model_parses_and_resolves(string which)
    {
        using var db = Open("SqlServer", which);
        var script = db.Database.GenerateCreateScript();

        Assert.Empty(Problems(script));
        // The check itself is checked: a reference that leads nowhere is found.
        var first = db.Model.GetEntityTypes().SelectMany(t => t.GetIndexes()).First();
        var broken = script.Replace(
            $"ON [{first.DeclaringEntityType.GetTableName()}] (",
            "ON [Nowhere] (",
            StringComparison.Ordinal
        );
        Assert.NotEqual(script, broken);
        Assert.NotEmpty(Problems(broken));
    }

    [Theory]
    [InlineData("record")]
    [InlineData("keys")]
    public void The_deploy_script_can_be_run_twice_and_parses(string which)
    {
        using var db = Open("SqlServer", which);
        var script = db.GetService<IMigrator>()
            .GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent);
        Parse(script, out var errors);
        Assert.Empty(errors.Select(e => $"{e.Line}: {e.Message}"));
        Assert.Contains("IF NOT EXISTS", script, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Contexts))]
    public void No_migration_is_missing(string provider, string which)
    {
        using var db = Open(provider, which);
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.NotEmpty(db.Database.GetMigrations());
    }

    [Theory, MemberData(nameof(Contexts))]
    public void No_row_can_be_deleted_along_two_ways(string provider, string which)
    {
        using var db = Open(provider, which);
        foreach (var root in db.Model.GetEntityTypes())
        {
            var reached = new HashSet<string>(StringComparer.Ordinal);
            Follow(root, reached);
        }

        static void Follow(IEntityType from, HashSet<string> reached)
        {
            foreach (var key in from.GetReferencingForeignKeys())
            {
                if (key.DeleteBehavior is not (DeleteBehavior.Cascade or DeleteBehavior.SetNull))
                    continue;
                Assert.True(
                    reached.Add(key.DeclaringEntityType.Name),
                    $"{key.DeclaringEntityType.Name} is reached twice."
                );
                Follow(key.DeclaringEntityType, reached);
            }
        }
    }

    [Theory, MemberData(nameof(Contexts))]
    public void Values_of_parameters_never_reach_a_log(string provider, string which)
    {
        using var db = Open(provider, which);
        var core = db.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>();
        Assert.False(core!.IsSensitiveDataLoggingEnabled);
        Assert.False(core.DetailedErrorsEnabled);
    }

    private static List<string> Problems(string script)
    {
        var tree = Parse(script, out var errors);
        var problems = errors.Select(e => $"{e.Line}: {e.Message}").ToList();
        using var model = new TSqlModel(SqlServerVersion.Sql160, new TSqlModelOptions());
        var generator = new Sql170ScriptGenerator();
        foreach (var statement in tree.Batches.SelectMany(b => b.Statements))
        {
            if (
                statement
                is not (CreateTableStatement or CreateIndexStatement or AlterTableStatement)
            )
                continue;
            generator.GenerateScript(statement, out var text);
            model.AddObjects(text);
        }
        problems.AddRange(model.Validate().Select(m => m.Message));
        return problems;
    }

    private static TSqlScript Parse(string script, out IList<ParseError> errors) =>
        (TSqlScript)
            new TSql170Parser(true, SqlEngineType.All).Parse(new StringReader(script), out errors);

    // As the product does, in the Development environment; no connection is ever opened.
    private static DbContext Open(string provider, string which)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["ConnectionStrings:SqlServer"] =
                        "Server=offline;Database=Record;Encrypt=false",
                    ["Data:Directory"] = "/tmp/nothing-is-here/record",
                }
            )
            .Build();
        var services = new ServiceCollection();
        services.AddHealthRecordPlatform(configuration);
        if (provider == "SqlServer")
            services.AddSqlServerRecord(configuration);
        else
            services.AddSqliteRecord(configuration);
        var built = services.BuildServiceProvider();
        return which == "record"
            ? built.GetRequiredService<IDbContextFactory<HealthDb>>().CreateDbContext()
            : built.GetRequiredService<IDbContextFactory<KeyDb>>().CreateDbContext();
    }
}
