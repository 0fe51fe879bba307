#pragma warning disable EF1001 // A later program is played by one migration more.
using System.Data.Common;
using System.Reflection;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Internal;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Data;

/// <summary>D20: an update that is cut off goes on, and an older program does not open what a newer one wrote.</summary>
public sealed class MigrationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_record_is_copied_before_it_is_migrated_and_an_older_program_refuses_it()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var before = await SealedWorld.OpenAllAsync(host, ana, Ct);

        await using (var later = await host.AgainAsync(ALaterProgram, Ct))
            Assert.Equal(before, await SealedWorld.OpenAllAsync(later, ana, Ct));

        var copy = Assert.Single(
            Directory.GetFiles(Path.Combine(host.Folder, "backups"), "before-*.db")
        );
        Assert.Contains("99990101000000_Later", copy, StringComparison.Ordinal);
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() =>
            host.AgainAsync(ct: Ct)
        );
        Assert.Contains("newer version", refusal.English, StringComparison.Ordinal);
        Assert.Contains("version plus récente", refusal.French, StringComparison.Ordinal);
        // The copy is a record of its own: put back, the older program opens it.
        var back = Directory.CreateDirectory(Path.Combine(host.Folder, "back"));
        File.Copy(copy, Path.Combine(back.FullName, "record.db"));
        await using var older = await host.AgainAsync(
            ct: Ct,
            settings: new Dictionary<string, string?> { ["Data:Directory"] = back.FullName }
        );
        Assert.Equal(before, await SealedWorld.OpenAllAsync(older, ana, Ct));
    }

    [Fact]
    public async Task A_migration_cut_off_at_any_command_goes_on_at_the_next_start()
    {
        var cuts = 0;
        for (var at = 0; at < 12; at++)
        {
            await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
            var ana = await SealedWorld.PersonAsync(host, ct: Ct);
            var before = await SealedWorld.OpenAllAsync(host, ana, Ct);
            var cut = new Cut(at);
            try
            {
                await using var killed = await host.AgainAsync(
                    s =>
                    {
                        ALaterProgram(s);
                        s.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(cut));
                    },
                    Ct
                );
            }
            catch (CutException)
            {
                cuts++;
            }
            await using var later = await host.AgainAsync(ALaterProgram, Ct);
            Assert.Equal(before, await SealedWorld.OpenAllAsync(later, ana, Ct));
        }
        Assert.True(cuts > 3, $"Only {cuts} migrations were cut off.");
    }

    [Fact]
    public async Task The_lock_of_a_killed_migration_is_not_waited_for()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
            await db.Database.ExecuteSqlRawAsync(
                """
                CREATE TABLE IF NOT EXISTS __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL);
                INSERT INTO __EFMigrationsLock (Id, Timestamp) VALUES (1, '2026-01-01');
                """,
                Ct
            );
        await using var later = await host.AgainAsync(ALaterProgram, Ct);
        await using var migrated = await later.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty(await migrated.Database.GetPendingMigrationsAsync(Ct));
    }

    [Fact]
    public async Task A_first_start_killed_before_its_first_table_is_found_again()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var young = Directory.CreateDirectory(Path.Combine(host.Folder, "young"));
        var (record, store) = (
            young.CreateSubdirectory("record"),
            young.CreateSubdirectory("store")
        );
        foreach (var file in new[] { record.FullName + "/record.db", store.FullName + "/keys.db" })
            await File.WriteAllBytesAsync(file, [], Ct);
        await using var started = await host.AgainAsync(
            ct: Ct,
            settings: new Dictionary<string, string?>
            {
                ["Data:Directory"] = record.FullName,
                ["Sealing:StoreDirectory"] = store.FullName,
            }
        );
        await SealedWorld.PersonAsync(started, ct: Ct);
    }

    private static void ALaterProgram(IServiceCollection services) =>
        services.ConfigureDbContext<HealthDb>(o =>
            o.ReplaceService<IMigrationsAssembly, OneMore>()
                .ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning))
        );

    private sealed class OneMore(
        ICurrentDbContext context,
        IDbContextOptions options,
        IMigrationsIdGenerator ids,
        IDiagnosticsLogger<DbLoggerCategory.Migrations> log
    ) : MigrationsAssembly(context, options, ids, log)
    {
        public override IReadOnlyDictionary<string, TypeInfo> Migrations =>
            new SortedDictionary<string, TypeInfo>(
                base.Migrations.ToDictionary(StringComparer.Ordinal),
                StringComparer.Ordinal
            )
            {
                ["99990101000000_Later"] = typeof(Later).GetTypeInfo(),
            };
    }

    private sealed class Later : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable("Later", t => new { Id = t.Column<int>() });
            migrationBuilder.CreateTable("EvenLater", t => new { Id = t.Column<int>() });
        }
    }

    private sealed class CutException : Exception;

    private sealed class Cut(int at) : DbCommandInterceptor
    {
        private int left = at;

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        ) => left-- == 0 ? throw new CutException() : ValueTask.FromResult(result);
    }
}
