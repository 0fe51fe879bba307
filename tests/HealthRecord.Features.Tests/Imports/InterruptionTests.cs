using System.Data.Common;
using System.Security.Cryptography;
using HealthRecord.Domain;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Imports.Uploads;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class InterruptionTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static byte[] Export()
    {
        var export = AppleExport.With();
        for (var minute = 0; minute < 300; minute++)
            export.HeartRate(
                $"2024-03-01 {minute / 60:00}:{minute % 60:00}:00",
                60 + (minute % 40)
            );
        return export.Zip();
    }

    [Theory, BothDatabases]
    public async Task A_killed_import_is_invisible_and_one_click_runs_it_again(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, Export(), Ct);
        var leases = host.Get<ImportLeases>();
        // The process that took it is killed: nobody lets go of the lease.
        var (_, late) = await leases.ClaimAsync(run.Value, Ct);

        await leases.RecoverAsync(all: true, Ct);

        Assert.Equal(ImportState.Interrupted, (await host.RunViewAsync(family.Ana, run, Ct)).State);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
        Assert.False(await leases.RenewAsync(late!, 1, 1, Ct));
        var again = await host.Get<RunImportAgain>().RunAsync(family.Ana, run, Ct);
        Assert.True(again.Succeeded, again.Error?.Key);
        await host.Get<ImportJob>().RunAsync(run.Value, Ct);
        await host.Get<ImportJob>().RunAsync(run.Value, Ct);
        Assert.Equal(ImportState.Done, (await host.RunViewAsync(family.Ana, run, Ct)).State);
        Assert.Equal(
            300,
            (await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct)).Count
        );
    }

    [Theory, BothDatabases]
    public async Task An_import_whose_commit_fails_has_added_nothing(Database database)
    {
        var fault = new SaveFault(before: true);
        await using var host = await RecordHost.OpenAsync(database, fault.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, Export(), Ct);
        fault.Armed = true;

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        Assert.True(fault.Struck);
        Assert.Equal(ImportState.Interrupted, (await host.RunViewAsync(family.Ana, run, Ct)).State);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "heart-rate", Ct));
        await host.Get<RunImportAgain>().RunAsync(family.Ana, run, Ct);
        await host.Get<ImportJob>().RunAsync(run.Value, Ct);
        var done = await host.RunViewAsync(family.Ana, run, Ct);
        Assert.Equal((ImportState.Done, 300), (done.State, done.Report!.Added));
    }

    [Theory, BothDatabases]
    public async Task An_import_whose_commit_was_not_heard_of_is_done(Database database)
    {
        var fault = new SaveFault(before: false);
        await using var host = await RecordHost.OpenAsync(database, fault.Register, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.UploadAsync(family.Ana, family.AnaPerson, Export(), Ct);
        fault.Armed = true;

        await host.Get<ImportJob>().RunAsync(run.Value, Ct);

        Assert.True(fault.Struck);
        Assert.Equal(ImportState.Done, (await host.RunViewAsync(family.Ana, run, Ct)).State);
    }

    [Theory, BothDatabases]
    public async Task A_full_disk_stops_an_upload_with_a_sentence_and_keeps_what_arrived(
        Database database
    )
    {
        const int mib = 1 << 20;
        await using var host = await RecordHost.OpenAsync(
            database,
            services =>
            {
                Typing.WithoutWorkers(services);
                services.AddSingleton(s => new UploadFolder(
                    s.GetRequiredService<RecordFolders>().Uploads,
                    mib + 1000
                ));
            },
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        var started = (
            await host.Get<StartImport>()
                .RunAsync(family.Ana, family.AnaPerson, "x.zip", 3 * mib, Ct)
        ).Value;

        var refused = await host.Get<AppendUpload>()
            .RunAsync(family.Ana, started.Run, 0, new MemoryStream(new byte[3 * mib]), Ct);

        Assert.Equal(ImportErrors.StorageFull, refused.Error);
        Assert.Equal(mib, (await host.RunViewAsync(family.Ana, started.Run, Ct)).ReceivedBytes);
    }

    [Theory, BothDatabases]
    public async Task Another_file_of_the_same_name_and_length_is_not_glued_to_the_first(
        Database database
    )
    {
        const int mib = 1 << 20;
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        Task<Outcome<StartedImport>> StartAsync(string fingerprint) =>
            host.Get<StartImport>()
                .RunAsync(family.Ana, family.AnaPerson, "x.xml", 3 * mib, Ct, fingerprint);
        var first = (await StartAsync("one")).Value;
        await host.Get<AppendUpload>()
            .RunAsync(family.Ana, first.Run, 0, new MemoryStream(new byte[mib]), Ct);

        Assert.Equal(new StartedImport(first.Run, mib), (await StartAsync("one")).Value);
        var other = (await StartAsync("two")).Value;

        Assert.NotEqual(first.Run, other.Run);
        Assert.Equal(0, other.ReceivedBytes);
    }

    [Theory, BothDatabases]
    public async Task Another_file_with_the_same_ends_is_refused_by_what_was_sent_of_the_first(
        Database database
    )
    {
        const int mib = 1 << 20;
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var file = new byte[(3 * mib) + 10];
        new Random(4).NextBytes(file);
        var other = file.ToArray();
        other[mib] ^= 1;
        var run = (
            await host.Get<StartImport>()
                .RunAsync(family.Ana, family.AnaPerson, "x.xml", file.Length, Ct, "ends")
        )
            .Value
            .Run;
        await SendAsync(file[..(2 * mib)], 0, null);

        var refused = await SendAsync(other[(2 * mib)..], 2 * mib, Digest(other[..(2 * mib)]));

        Assert.Equal(ImportErrors.OtherFile, refused.Error);
        Assert.Equal(2 * mib, (await host.RunViewAsync(family.Ana, run, Ct)).ReceivedBytes);
        var kept = await SendAsync(file[(2 * mib)..], 2 * mib, Digest(file[..(2 * mib)]));
        Assert.Equal(file.Length, kept.Value);

        Task<Outcome<long>> SendAsync(byte[] piece, long offset, string? begun) =>
            host.Get<AppendUpload>()
                .RunAsync(family.Ana, run, offset, new MemoryStream(piece), Ct, begun);

        static string Digest(byte[] begun) =>
            Convert.ToHexStringLower(
                SHA256.HashData([.. begun.Chunk(mib).SelectMany(c => SHA256.HashData(c))])
            );
    }

    [Theory, BothDatabases]
    public async Task Housekeeping_deletes_what_has_served(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.ImportAsync(family.Ana, family.AnaPerson, Export(), Ct);
        var left = await host.Get<StartImport>()
            .RunAsync(family.Ana, family.AnaPerson, "left.zip", 5 << 20, Ct);
        await host.Get<AppendUpload>()
            .RunAsync(family.Ana, left.Value.Run, 0, new MemoryStream(new byte[2 << 20]), Ct);
        await host.Get<ImportHousekeeping>().RunAsync(Ct);
        Assert.Single(host.Get<UploadFiles>().All());
        host.Clock.Advance(TimeSpan.FromDays(8));

        await host.Get<ImportHousekeeping>().RunAsync(Ct);

        Assert.Empty(host.Get<UploadFiles>().All());
        Assert.Equal(
            ImportState.Cancelled,
            (await host.RunViewAsync(family.Ana, left.Value.Run, Ct)).State
        );
    }
}

/// <summary>Breaks one save of segments: before anything is sent, or after the commit, as when its acknowledgement is lost.</summary>
internal sealed class SaveFault(bool before) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private bool strikes;

    public bool Armed { get; set; }
    public bool Struck { get; private set; }

    public void Register(IServiceCollection services)
    {
        Typing.WithoutWorkers(services);
        services.ConfigureDbContext<HealthDb>(o => o.AddInterceptors(this));
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        strikes =
            Armed
            && eventData
                .Context!.ChangeTracker.Entries<SegmentRow>()
                .Any(e => e.State == EntityState.Added);
        if (strikes && before)
            Strike();
        return base.SavingChangesAsync(eventData, result, cancellationToken);
    }

    public Task TransactionCommittedAsync(
        DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (strikes && !before)
            Strike();
        return Task.CompletedTask;
    }

    private void Strike()
    {
        Armed = strikes = false;
        Struck = true;
        throw new IOException("The connection broke.");
    }
}
