using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Dashboard.Tiles;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>D08: the disk is full in the middle of the work. A sentence says so, nothing is lost, and with room it goes on.</summary>
public sealed class SmallDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_import_that_finds_no_room_says_so_and_is_whole_when_there_is_room()
    {
        var disk = new SmallDisk();
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, disk.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var export = AppleExport.With();
        for (var i = 0; i < 1000; i++)
            export.Weight(
                $"20{10 + (i / 100)}-{1 + (i % 12):00}-{1 + (i % 28):00} 07:00:00",
                60m + (i % 50 / 10m)
            );
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, export.Zip(), Ct);
        disk.IsFull = true;

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        var stopped = await host.RunViewAsync(family.Ana, run, Ct);
        Assert.Equal(
            (ImportState.Interrupted, ImportErrors.StorageFull.Key),
            (stopped.State, stopped.Report?.Refusal)
        );
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
        Assert.Equal("ok", await IntegrityAsync(host));

        disk.IsFull = false;
        Assert.True((await host.Get<RunImportAgain>().RunAsync(family.Ana, run, Ct)).Succeeded);
        await host.Get<ImportJob>().RunAsync(run.Value, Ct);
        var done = await host.RunViewAsync(family.Ana, run, Ct);
        Assert.Equal((ImportState.Done, null), (done.State, done.Report!.Refusal));
        Assert.Equal(
            done.Report.Added + 1,
            (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)).Count
        );
    }

    [Fact]
    public async Task Typing_on_a_full_disk_is_refused_with_a_sentence_and_can_be_saved_later()
    {
        var disk = new SmallDisk();
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, disk.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var operation = Ids.New();
        // Enough months for rows that the free space of the last page cannot take.
        ReadingForm[] typed =
        [
            .. Enumerable
                .Range(1, 60)
                .Select(i => Typing.Weight(60 + (i / 10.0), Typing.Noon.AddMonths(-i))),
        ];
        disk.IsFull = true;

        var refused = await host.Get<LogReadings>()
            .RunAsync(family.Ana, family.AnaPerson, typed, operation, Ct);

        Assert.Equal(ReadingErrors.StorageFull, refused.Error);
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
        Assert.Equal("ok", await IntegrityAsync(host));

        disk.IsFull = false;
        var saved = await host.Get<LogReadings>()
            .RunAsync(family.Ana, family.AnaPerson, typed, operation, Ct);
        Assert.True(saved.Succeeded, saved.Error?.Key);
        Assert.Equal(
            61,
            (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)).Count
        );
    }

    [Fact]
    public async Task Whatever_else_is_said_on_a_full_disk_is_refused_with_a_sentence()
    {
        var disk = new SmallDisk();
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, disk.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "body-weight", Ct);
        disk.IsFull = true;
        var (kinds, days, tiles) = (new List<string?>(), new List<string?>(), new List<string?>());

        // Until the free space of the last pages is used up as well.
        for (var i = 0; i < 60; i++)
        {
            var form = new KindForm($"Verres {i}", "verre", RecordDomains.Nutrition, 0);
            kinds.Add(
                (await host.Get<DefineKind>().RunAsync(family.Ana, family.AnaPerson, form, Ct))
                    .Error
                    ?.Key
            );
            days.Add(
                (
                    await host.Get<OverruleDay>()
                        .RunAsync(
                            family.Ana,
                            family.AnaPerson,
                            tag,
                            new DateOnly(2024, 1, 1).AddDays(i),
                            SourceKey.ByHand,
                            Ct
                        )
                )
                    .Error
                    ?.Key
            );
            tiles.Add(
                (
                    await host.Get<TileChoices>()
                        .RememberAsync(family.Ana, new(Guid.NewGuid()), "body-weight", "kg", Ct)
                )
                    .Error
                    ?.Key
            );
        }

        Assert.All([kinds[^1], days[^1], tiles[^1]], e => Assert.Equal("reading.storage-full", e));
        Assert.Equal("ok", await IntegrityAsync(host));
    }

    private static async Task<string> IntegrityAsync(RecordHost host)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return (
            await db.Database.SqlQueryRaw<string>("PRAGMA integrity_check;").ToListAsync(Ct)
        ).Single();
    }
}
