using HealthRecord.Features.Imports;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class CancelTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Export() => AppleExport.With().HeartRate("2024-03-01 08:00:00", 62).Zip();

    [Theory, BothDatabases]
    public async Task A_cancelled_upload_leaves_no_file_and_is_never_read(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, Export(), Ct);
        Assert.Single(host.Get<UploadFiles>().All());

        var cancelled = await host.Get<CancelImport>().RunAsync(family.Ana, run, Ct);
        var again = await host.Get<CancelImport>().RunAsync(family.Ana, run, Ct);
        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        Assert.True(cancelled.Succeeded && again.Succeeded);
        Assert.Empty(host.Get<UploadFiles>().All());
        Assert.Equal(ImportState.Cancelled, (await host.RunViewAsync(family.Ana, run, Ct)).State);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
        var sent = await host.Get<AppendUpload>()
            .RunAsync(family.Ana, run, 0, new MemoryStream([1]), Ct);
        Assert.Equal(ImportErrors.NotNow, sent.Error);
        var rerun = await host.Get<RunImportAgain>().RunAsync(family.Ana, run, Ct);
        Assert.Equal(ImportErrors.NotNow, rerun.Error);
    }

    [Theory, BothDatabases]
    public async Task What_is_cancelled_in_the_middle_of_the_work_adds_nothing(Database database)
    {
        var between = new BetweenCommands();
        await using var host = await RecordHost.OpenAsync(database, between.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, Export(), Ct);
        // The file is read already when the months of the record are looked up.
        between.Before("Segments", () => host.Get<CancelImport>().RunAsync(family.Ana, run, Ct));

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        Assert.True(between.Struck);
        Assert.Equal(ImportState.Cancelled, (await host.RunViewAsync(family.Ana, run, Ct)).State);
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Empty(await db.Segments.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task On_a_full_disk_it_says_so_and_the_import_goes_on_as_if_nothing_had_been_said(
        Database database
    )
    {
        var disk = new FullAtCommit();
        await using var host = await RecordHost.OpenAsync(database, disk.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, Export(), Ct);
        disk.IsFull = true;

        var refused = await host.Get<CancelImport>().RunAsync(family.Ana, run, Ct);

        Assert.Equal(ImportErrors.StorageFull, refused.Error);
        Assert.Single(host.Get<UploadFiles>().All());
        disk.IsFull = false;
        await host.Get<ImportJob>().RunAsync(run.Value, Ct);
        Assert.Equal(ImportState.Done, (await host.RunViewAsync(family.Ana, run, Ct)).State);
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
    }

    [Theory, BothDatabases]
    public async Task What_is_done_is_undone_and_not_cancelled(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Export(), Ct);

        var cancelled = await host.Get<CancelImport>().RunAsync(family.Ana, run.Run, Ct);

        Assert.Equal(ImportErrors.NotNow, cancelled.Error);
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
    }
}
