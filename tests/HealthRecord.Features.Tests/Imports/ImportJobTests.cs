using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Days;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class ImportJobTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static AppleExport Small() =>
        AppleExport
            .With()
            .HeartRate("2024-03-01 08:00:00", 62)
            .HeartRate("2024-03-01 08:05:00", 66)
            .HeartRate("2024-03-01 08:05:00", 66)
            .Steps("2024-03-01 09:00:00", "2024-03-01 09:10:00", 800)
            .Steps("2024-03-01 09:00:00", "2024-03-01 09:10:00", 760, AppleExport.Phone)
            .Weight("2024-03-02 07:00:00", 64.5m)
            .BloodPressure("2024-03-02 07:10:00", 128, 82)
            .Workout("Running", "2024-03-02 18:00:00", "2024-03-02 18:40:00", 6.2m, 410m)
            .Record("HKQuantityTypeIdentifierSomethingNew", "2024-03-02 07:00:00", "1", "count")
            .Record("HeartRate", "2024-03-02 07:00:00", "NaN", "count/min");

    [Theory, BothDatabases]
    public async Task Every_record_of_the_file_stands_in_the_report_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);

        Assert.Equal(ImportState.Done, run.State);
        Assert.Null(run.Report!.Refusal);
        var beats = run.Counts("HeartRate");
        Assert.Equal((2, 1, 1, 4), (beats.Added, beats.AlreadyThere, beats.Refused, beats.Total));
        Assert.Equal(2, run.Counts("StepCount").Added);
        Assert.Equal(1, run.Counts("SomethingNew").Refused);
        Assert.Equal(
            1,
            run.Report.Kinds.Where(k =>
                    k.Origin.Contains("BloodPressure", StringComparison.Ordinal)
                )
                .Sum(k => k.Added)
        );
        Assert.Equal(1, run.Report.WorkoutsAdded);
        Assert.Contains(run.Report.RefusedLines, l => l.Reason == "NotANumber");
        var shown = await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct);
        Assert.Equal([66.0, 62.0], shown.Select(r => r.Values[0]!.Value.ToDouble()));
    }

    [Theory, BothDatabases]
    public async Task The_days_are_ready_when_the_import_is(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);

        await using (var db = await host.Get<HealthDbs>().ReadAsync(Ct))
            Assert.DoesNotContain(await db.DayTables.ToListAsync(Ct), d => d.Stale);
        var before = await VersionsAsync(host);
        var days = await DaysAsync(host, family, "steps");
        // The phone and the watch told of the same ten minutes: the watch is believed.
        Assert.Equal(800, Assert.Single(days.Days).Summary.Total, 6);
        var latest = (
            await host.Get<ReadLatest>().RunAsync(family.Ana, family.AnaPerson, null, Ct)
        ).Value;
        Assert.Contains(latest.Kinds, k => k.Kind.Code == "body-weight" && k.Latest?.First == 64.5);
        // A table that had to be computed again would have been put back.
        Assert.Equal(before, await VersionsAsync(host));
    }

    [Theory, BothDatabases]
    public async Task Importing_the_same_export_twice_changes_nothing(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);
        var days = await DaysAsync(host, family, "heart-rate");

        var second = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);

        Assert.Equal(0, second.Report!.Added);
        Assert.Equal((0, 1), (second.Report.WorkoutsAdded, second.Report.WorkoutsAlreadyThere));
        Assert.Equal(4, second.Counts("HeartRate").Total);
        Assert.Equal(3, second.Counts("HeartRate").AlreadyThere);
        Assert.Equivalent(days.Days, (await DaysAsync(host, family, "heart-rate")).Days);
        Assert.Equal(
            2,
            (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct)).Count
        );
    }

    [Theory, BothDatabases]
    public async Task A_newer_export_adds_only_what_is_new(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);

        var newer = await host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            Small().HeartRate("2024-04-01 08:00:00", 71).Zip(),
            Ct
        );

        Assert.Equal(1, newer.Report!.Added);
        Assert.Equal(
            3,
            (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct)).Count
        );
    }

    [Theory, BothDatabases]
    public async Task Undoing_one_of_two_overlapping_imports_leaves_the_other_whole(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var first = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);
        var second = await host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            Small().HeartRate("2024-04-01 08:00:00", 71).Zip(),
            Ct
        );
        var undo = host.Get<UndoImport>();

        var one = await undo.RunAsync(family.Ana, first.Run, Ct);

        Assert.True(one.Succeeded, one.Error?.Key);
        Assert.Equal(
            3,
            (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct)).Count
        );
        Assert.Equal(
            ImportState.Undone,
            (await host.RunViewAsync(family.Ana, first.Run, Ct)).State
        );
        await undo.RunAsync(family.Ana, second.Run, Ct);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty(await db.Segments.ToListAsync(Ct));
        Assert.Empty(await db.Entries.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task What_was_deleted_by_hand_stays_deleted_when_it_is_imported_again(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var first = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);
        var beat = (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct))[0];
        await host.Get<DeleteReading>()
            .RunAsync(family.Ana, family.AnaPerson, beat.Id, beat.Revision, Ids.New(), Ct);
        await host.Get<UndoImport>().RunAsync(family.Ana, first.Run, Ct);

        var again = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);

        Assert.Equal(1, again.Counts("HeartRate").DeletedByHand);
        Assert.Equal(4, again.Counts("HeartRate").Total);
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
    }

    [Theory, BothDatabases]
    public async Task An_import_of_the_wrong_person_is_moved(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2010-02-28").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var run = await host.ImportAsync(family.Ana, leo, Small().Zip(), Ct);
        Assert.Contains(run.Report!.Warnings, w => w.Key == "import.born-differs");

        var moved = await host.Get<MoveImport>()
            .RunAsync(family.Ana, run.Run, family.AnaPerson, Ct);

        Assert.True(moved.Succeeded, moved.Error?.Key);
        Assert.Empty(await host.ListAsync(family.Ana, leo, "heart-rate", Ct));
        Assert.Equal(
            2,
            (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct)).Count
        );
        Assert.Equal(800, (await DaysAsync(host, family, "steps")).Days[0].Summary.Total, 6);
        await host.Get<UndoImport>().RunAsync(family.Ana, run.Run, Ct);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
    }

    [Theory, BothDatabases]
    public async Task An_import_that_is_moved_twice_at_once_is_whole_in_one_place(Database database)
    {
        var between = new BetweenCommands();
        await using var host = await RecordHost.OpenAsync(database, between.Register, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithChild("Zoé").BuildAsync(Ct);
        var (leo, zoe) = (family.Person("Léo"), family.Person("Zoé"));
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);
        var move = host.Get<MoveImport>();
        between.Before("Segments", () => move.RunAsync(family.Ana, run.Run, zoe, Ct));

        var moved = await move.RunAsync(family.Ana, run.Run, leo, Ct);

        Assert.True(between.Struck);
        Assert.True(moved.Succeeded, moved.Error?.Key);
        Assert.Equal(2, (await host.ListAsync(family.Ana, leo, "heart-rate", Ct)).Count);
        Assert.Empty(await host.ListAsync(family.Ana, zoe, "heart-rate", Ct));
        await host.Get<UndoImport>().RunAsync(family.Ana, run.Run, Ct);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty(await db.Segments.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task An_import_that_is_moved_while_it_is_taken_back_leaves_nothing(
        Database database
    )
    {
        var between = new BetweenCommands();
        await using var host = await RecordHost.OpenAsync(database, between.Register, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Small().Zip(), Ct);
        between.Before(
            "Segments",
            () => host.Get<MoveImport>().RunAsync(family.Ana, run.Run, family.Person("Léo"), Ct)
        );

        var undone = await host.Get<UndoImport>().RunAsync(family.Ana, run.Run, Ct);

        Assert.True(between.Struck);
        Assert.True(undone.Succeeded, undone.Error?.Key);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty(await db.Segments.ToListAsync(Ct));
        Assert.Empty(await db.Entries.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task What_the_importer_may_not_write_is_left_out_and_named(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Carer, RecordDomains.Measures)
            .BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));

        var run = await host.ImportAsync(karim, leo, Small().Zip(), Ct);

        Assert.Equal(ImportState.Done, run.State);
        Assert.Equal(2, run.Counts("HeartRate").Added);
        Assert.Equal(1, run.Report!.WorkoutsNotAllowed);
        Assert.Equal(["Sport"], run.Report.NotAllowedDomains);
    }

    [Theory, BothDatabases]
    public async Task Undoing_takes_the_right_to_write_in_every_domain_touched(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        var grant = await family.GrantAsync(
            karim,
            leo,
            GrantRole.Carer,
            DomainSets.Everything,
            ct: Ct
        );
        var run = await host.ImportAsync(karim, leo, Small().Zip(), Ct);
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            (await db.Grants.AsTracking().SingleAsync(g => g.Id == grant, Ct)).Domains =
                RecordDomains.Measures;
            await db.SaveChangesAsync(Ct);
        }

        var refused = await host.Get<UndoImport>().RunAsync(karim, run.Run, Ct);

        Assert.Equal("import.domains-not-yours", refused.Error?.Key);
        Assert.Equal(["Sport"], refused.Error!.Arguments);
        Assert.Equal(ImportState.Done, (await host.RunViewAsync(karim, run.Run, Ct)).State);
    }

    [Theory, BothDatabases]
    public async Task A_right_that_ends_before_the_commit_refuses_the_import(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        await family.GrantAsync(
            karim,
            leo,
            GrantRole.Carer,
            DomainSets.Everything,
            until: TimeSpan.FromMinutes(5),
            ct: Ct
        );
        var run = await host.UploadAsync(karim, leo, Small().Zip(), Ct);
        host.Clock.Advance(TimeSpan.FromMinutes(6));

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(ImportState.Refused, (await db.ImportRuns.SingleAsync(Ct)).State);
        Assert.Empty(await db.Segments.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task A_file_that_is_no_export_is_refused_with_a_reason(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var run = await host.ImportAsync(
            family.Ana,
            family.AnaPerson,
            "Bonjour, ceci est une lettre."u8.ToArray(),
            Ct
        );

        Assert.Equal(ImportState.Refused, run.State);
        Assert.Equal("import.not-an-export", run.Report?.Refusal);
        Assert.Empty(Directory.GetFiles(host.Get<RecordFolders>().Uploads));
    }

    private static async Task<DaysView> DaysAsync(RecordHost host, TestFamily family, string kind)
    {
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, kind, Ct);
        var days = await host.Get<ReadDays>()
            .RunAsync(family.Ana, family.AnaPerson, tag, new(2023, 1, 1), new(2025, 12, 31), Ct);
        return days.Value;
    }

    private static async Task<List<long>> VersionsAsync(RecordHost host)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.DayTables.OrderBy(d => d.Id).Select(d => d.Version).ToListAsync(Ct);
    }
}
