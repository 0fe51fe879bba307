using Hangfire;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

/// <summary>Whatever happens in the middle of an import: all of it is there, or nothing, and one click brings the rest.</summary>
public sealed class MidwayTests
{
    private const int Beats = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static AppleExport Export(int first = 0)
    {
        var export = AppleExport.With();
        for (var i = first; i < first + Beats; i++)
            export.HeartRate($"2024-0{1 + (i % 3)}-01 08:{i:00}:00", 60 + i);
        return export.Workout("Running", "2024-03-02 18:00:00", "2024-03-02 18:40:00", 6.2m);
    }

    [Theory, BothDatabases]
    public async Task Wherever_the_power_goes_an_import_is_whole_or_invisible(Database database)
    {
        var power = new PowerCut();
        await using var host = await RecordHost.OpenAsync(database, power.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var states = new HashSet<ImportState>();
        var words = 0;
        for (var died = true; died; words++)
        {
            var leo = await family.AddChildAsync($"Léo {words}", ct: Ct);
            var run = await host.UploadAsync(family.Ana, leo, Export().Zip(), Ct);
            power.After(words);
            try
            {
                await host.Get<ImportJob>().RunAsync(run.Value, Ct);
            }
            catch (Exception e) when (e.GetBaseException() is IOException)
            {
                // The process is gone.
            }
            died = power.IsDead;
            power.PowerIsBack();

            await host.Get<ImportLeases>().RecoverAsync(all: true, Ct);
            var left = await host.RunViewAsync(family.Ana, run, Ct);
            states.Add(left.State);
            Assert.Equal(
                left.State == ImportState.Done ? Beats : 0,
                (await host.ListAsync(family.Ana, leo, "heart-rate", Ct)).Count
            );
            if (left.State == ImportState.Interrupted)
                await host.Get<RunImportAgain>().RunAsync(family.Ana, run, Ct);
            await host.Get<ImportJob>().RunAsync(run.Value, Ct);
            var done = await host.RunViewAsync(family.Ana, run, Ct);
            Assert.Equal(
                (ImportState.Done, (long)Beats, 1L),
                (done.State, done.Report!.Added, done.Report.WorkoutsAdded)
            );
            Assert.Equal(Beats, (await host.ListAsync(family.Ana, leo, "heart-rate", Ct)).Count);
        }
        Assert.InRange(words, 8, 300);
        Assert.Superset(
            new HashSet<ImportState>
            {
                ImportState.Waiting,
                ImportState.Interrupted,
                ImportState.Done,
            },
            states
        );
    }

    [Theory, BothDatabases]
    public async Task A_right_that_is_taken_away_in_the_middle_of_the_work_refuses_the_import(
        Database database
    )
    {
        var between = new BetweenCommands();
        await using var host = await RecordHost.OpenAsync(database, between.Register, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").WithAdult("Karim").BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        var grant = await family.GrantAsync(
            karim,
            leo,
            GrantRole.Carer,
            DomainSets.Everything,
            ct: Ct
        );
        var run = await host.UploadAsync(karim, leo, Export().Zip(), Ct);
        between.Before(
            "Segments",
            async () =>
            {
                await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
                (await db.Grants.AsTracking().SingleAsync(g => g.Id == grant, Ct)).RevokedUtc = host
                    .Clock.GetUtcNow()
                    .UtcDateTime;
                await db.SaveChangesAsync(Ct);
            }
        );

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        Assert.True(between.Struck);
        await using var read = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(ImportState.Refused, (await read.ImportRuns.SingleAsync(Ct)).State);
        Assert.Empty(await read.Segments.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task Two_imports_of_one_person_at_once_become_their_union(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var jobs = (QueuedJobs)host.Get<IBackgroundJobClient>();
        // Half of the second stands in the first.
        var first = await host.UploadAsync(family.Ana, family.AnaPerson, Export().Zip(), Ct);
        var second = await host.UploadAsync(
            family.Ana,
            family.AnaPerson,
            Export(Beats / 2).Zip(),
            Ct
        );
        var queued = jobs.Jobs.Count;

        await Task.WhenAll(
            Task.Run(() => host.Get<ImportJob>().RunAsync(first.Value, Ct), Ct),
            Task.Run(() => host.Get<ImportJob>().RunAsync(second.Value, Ct), Ct)
        );
        // Who came second was put back into the queue, and is done when its turn comes.
        for (var next = queued; next < jobs.Jobs.Count; next++)
            await host.Get<ImportJob>().RunAsync((Guid)jobs.Jobs[next].Args[0], Ct);

        var (one, two) = (
            await host.RunViewAsync(family.Ana, first, Ct),
            await host.RunViewAsync(family.Ana, second, Ct)
        );
        Assert.Equal((ImportState.Done, ImportState.Done), (one.State, two.State));
        Assert.Equal(Beats * 3 / 2, one.Report!.Added + two.Report!.Added);
        Assert.Equal(Beats / 2, one.Report.AlreadyThere + two.Report.AlreadyThere);
        Assert.Equal(1, one.Report.WorkoutsAdded + two.Report.WorkoutsAdded);
        Assert.Equal(
            Beats * 3 / 2,
            (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct)).Count
        );
    }

    [Theory, BothDatabases]
    public async Task While_one_import_of_a_person_runs_another_waits(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var first = await host.UploadAsync(family.Ana, family.AnaPerson, Export().Zip(), Ct);
        var second = await host.UploadAsync(family.Ana, family.AnaPerson, Export(10).Zip(), Ct);
        await host.Get<ImportLeases>().ClaimAsync(first.Value, Ct);
        var jobs = ((QueuedJobs)host.Get<IBackgroundJobClient>()).Jobs;
        var queued = jobs.Count;

        await host.Get<ImportJob>().RunAsync(second.Value, Ct);

        Assert.Equal(ImportState.Waiting, (await host.RunViewAsync(family.Ana, second, Ct)).State);
        Assert.Equal(second.Value, Assert.Single(jobs.Skip(queued)).Args[0]);
    }
}
