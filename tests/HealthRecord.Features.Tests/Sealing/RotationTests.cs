using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Sealing;

public sealed class RotationTests
{
    private const int Writers = 20;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task After_both_rotations_everything_opens_and_nothing_is_under_the_old_keys(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, rows: 3, ct: Ct);
        var before = await SealedWorld.OpenAllAsync(host, ana, Ct);

        Assert.Equal("kek-0002", await host.Get<RotateKek>().RunAsync(Ct));
        Assert.Equal(0, await host.Get<RotateDataKeys>().RunAsync(ana, leaked: false, Ct));

        Assert.All(await KeysAsync(host), k => Assert.Equal("kek-0002", k.KekId));
        Assert.All(
            await SealedWorld.RowsAsync(host, ana, Ct),
            r => Assert.Equal(2, SealedCell.VersionOf(r.Sealed))
        );
        await using var again = await host.AgainAsync(ct: Ct);
        Assert.Equal(before, await SealedWorld.OpenAllAsync(again, ana, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_server_that_still_has_the_old_keys_at_hand_reads_what_was_just_sealed_anew(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var before = await SealedWorld.OpenAllAsync(host, ana, Ct);
        var held = await host.Get<PersonKeys>().GetAsync(ana, Ct);
        await using var operating = await host.AgainAsync(ct: Ct);
        await operating.Get<RotateDataKeys>().RunAsync(ana, leaked: true, Ct);

        Assert.Equal(1, held.CurrentVersion);
        Assert.All(await SealedWorld.RowsAsync(host, ana, Ct), r => held.OpenFrom(r));
        Assert.Equal(before, await SealedWorld.OpenAllAsync(host, ana, Ct));
        Assert.Equal(2, (await host.Get<PersonKeys>().GetAsync(ana, Ct)).CurrentVersion);
        host.Clock.Advance(PersonKeys.Lifetime);
        foreach (var row in await SealedWorld.RowsAsync(host, ana, Ct))
            Assert.Throws<KeysExpiredException>(() => held.OpenFrom(row));
    }

    [Theory, BothDatabases]
    public async Task An_old_data_key_is_readable_for_35_days_and_then_destroyed(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        await host.Get<RotateDataKeys>().RunAsync(ana, leaked: false, Ct);

        host.Clock.Advance(TimeSpan.FromDays(34.9));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Assert.Equal(KeyState.Readable, (await DataKeyAsync(host, ana, 1)).State);

        host.Clock.Advance(TimeSpan.FromDays(0.2));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        var gone = await DataKeyAsync(host, ana, 1);
        Assert.Equal((KeyState.Destroyed, 0), (gone.State, gone.Wrapped.Length));
        Assert.NotEmpty(await SealedWorld.OpenAllAsync(host, ana, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_row_that_comes_back_under_an_old_key_keeps_that_key_alive(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var row = (await SealedWorld.RowsAsync(host, ana, Ct)).OfType<EntryRow>().First();
        var old = row.Sealed;
        await host.Get<RotateDataKeys>().RunAsync(ana, leaked: false, Ct);
        var now = (await SealedWorld.RowsAsync(host, ana, Ct)).OfType<EntryRow>().First();
        await SealedWorld.ForceAsync(host, now, old, Ct);

        host.Clock.Advance(TimeSpan.FromDays(36));
        await host.Get<KeyUpkeep>().RunAsync(Ct);

        Assert.Equal(KeyState.Readable, (await DataKeyAsync(host, ana, 1)).State);
        Assert.All(
            await SealedWorld.RowsAsync(host, ana, Ct),
            r => Assert.Equal(2, SealedCell.VersionOf(r.Sealed))
        );
        host.Clock.Advance(TimeSpan.FromDays(36));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Assert.Equal(KeyState.Destroyed, (await DataKeyAsync(host, ana, 1)).State);
    }

    [Theory, BothDatabases]
    public async Task A_damaged_row_is_left_as_it_is_and_keeps_its_key(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var row = (await SealedWorld.RowsAsync(host, ana, Ct)).OfType<EntryRow>().First();
        var bad = row.Sealed.ToArray();
        bad[30] ^= 1;
        await SealedWorld.ForceAsync(host, row, bad, Ct);

        Assert.Equal(1, await host.Get<RotateDataKeys>().RunAsync(ana, leaked: false, Ct));

        host.Clock.Advance(TimeSpan.FromDays(40));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Assert.Equal(KeyState.Readable, (await DataKeyAsync(host, ana, 1)).State);
        Assert.Contains(
            await SealedWorld.RowsAsync(host, ana, Ct),
            r => r.Sealed.AsSpan().SequenceEqual(bad)
        );
    }

    [Theory, BothDatabases]
    public async Task An_old_master_key_goes_when_no_copy_of_the_store_can_need_it(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await SealedWorld.PersonAsync(host, ct: Ct);
        await host.Get<RotateKek>().RunAsync(Ct);

        var now = Assert.Single(await host.Get<RetireKeks>().RunAsync(Ct));
        Assert.Equal(
            (false, host.Clock.GetUtcNow().UtcDateTime.AddDays(7)),
            (now.Destroyed, now.FromUtc)
        );
        host.Clock.Advance(TimeSpan.FromDays(7));
        Assert.True(Assert.Single(await host.Get<RetireKeks>().RunAsync(Ct)).Destroyed);
        Assert.Equal(["kek-0002"], host.Get<IKeyWrapper>().KekIds);
    }

    [Theory, BothDatabases]
    public async Task New_keys_without_a_person_are_swept_after_a_day_but_not_after_a_restore(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var keys = host.Get<PersonKeys>();
        var (nobody, crashed) = (Ids.New(), await SealedWorld.PersonAsync(host, ct: Ct));
        await keys.CreateAsync(nobody, Ct);
        await using (var db = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct))
        {
            // Killed between the commit of the person and the confirmation of its keys.
            await db
                .Keys.Where(k => k.OwnerId == crashed)
                .ExecuteUpdateAsync(s => s.SetProperty(k => k.State, KeyState.New), Ct);
            db.Add(KeyStoreNotes.New(KeyStoreNote.Restored, "", host.Clock));
            await db.SaveChangesAsync(Ct);
        }
        host.Clock.Advance(TimeSpan.FromDays(34));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Assert.Contains(await KeysAsync(host), k => k.OwnerId == nobody);
        Assert.Equal(KeyState.Current, (await DataKeyAsync(host, crashed, 1)).State);

        host.Clock.Advance(TimeSpan.FromDays(2));
        await host.Get<KeyUpkeep>().RunAsync(Ct);
        Assert.DoesNotContain(await KeysAsync(host), k => k.OwnerId == nobody);
        Assert.NotEmpty(await SealedWorld.OpenAllAsync(host, crashed, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_rotation_killed_again_and_again_under_twenty_writers_loses_nothing(
        Database database
    )
    {
        var kills = new Kills();
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, rows: 30, ct: Ct);
        var seeded = (await SealedWorld.OpenAllAsync(host, ana, Ct)).Count;
        // The operator's process: its cache knows the new version, the server's still holds the old one.
        await using var operating = await host.AgainAsync(kills.Decorate, Ct);
        var acknowledged = new ConcurrentDictionary<Guid, string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var writers = Enumerable
            .Range(0, Writers)
            .Select(n => Task.Run(() => WriteAsync(host, ana, n, acknowledged, stop.Token), Ct))
            .ToList();

        for (var round = 0; round < 3; round++)
        {
            var leaked = round != 1;
            for (var step = 1; step < 6; step++)
                await kills.AfterAsync(
                    step * 2,
                    async () =>
                    {
                        if (step == 1)
                            await operating.Get<RotateDataKeys>().RunAsync(ana, leaked, Ct);
                        else
                            await operating.Get<RotateDataKeys>().FinishAsync(ana, Ct);
                        await operating.Get<RotateKek>().RunAsync(Ct);
                    }
                );
            await operating.Get<RotateDataKeys>().FinishAsync(ana, Ct);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);

        Assert.True(kills.Count > 0, "Nothing was killed: the test proves nothing.");
        Assert.True(acknowledged.Count >= Writers, "Hardly anything was written meanwhile.");
        await using var again = await host.AgainAsync(ct: Ct);
        var words = await SealedWorld.OpenAllAsync(again, ana, Ct);
        Assert.Equal(seeded + acknowledged.Count, words.Count);
        Assert.Empty(acknowledged.Values.Except(words, StringComparer.Ordinal));
        var states = (await KeysAsync(host)).Where(k =>
            k.OwnerId == ana && k.Purpose == KeyPurpose.Data
        );
        Assert.Contains(states, k => k.State == KeyState.Destroyed);
    }

    private static async Task WriteAsync(
        RecordHost host,
        Guid person,
        int writer,
        ConcurrentDictionary<Guid, string> acknowledged,
        CancellationToken stop
    )
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var word = $"writer {writer} row {i} {RandomNumberGenerator.GetHexString(24)}";
            try
            {
                var secrets = await host.Get<PersonKeys>().GetAsync(person, CancellationToken.None);
                var row = SealedWorld.Entry(secrets, Encoding.UTF8.GetBytes(word));
                await using var db = await host.Get<HealthDbs>().WriteAsync(CancellationToken.None);
                db.Add(row);
                await db.SaveChangesAsync(CancellationToken.None);
                acknowledged[row.Id] = word;
            }
            catch (KeyVersionClosedException)
            {
                // As a use case does: sealed anew at the next turn.
            }
            catch (KeysGoneException)
            {
                // Sealed with a version that was destroyed before the save: renewed by the refusal, and tried again.
            }
        }
    }

    private static async Task<List<WrappedKeyRow>> KeysAsync(RecordHost host)
    {
        await using var db = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct);
        return await db.Keys.AsNoTracking().ToListAsync(Ct);
    }

    private static async Task<WrappedKeyRow> DataKeyAsync(
        RecordHost host,
        Guid owner,
        int version
    ) =>
        (await KeysAsync(host)).Single(k =>
            k.OwnerId == owner && k.Purpose == KeyPurpose.Data && k.Version == version
        );

    /// <summary>Ends a job at its n-th turn in the database, as a kill would: nothing after it runs.</summary>
    private sealed class Kills
    {
        private int left = int.MaxValue;

        public int Count { get; private set; }

        public void Decorate(IServiceCollection services)
        {
            var store = services.Last(s => s.ServiceType == typeof(IRecordStore));
            services.AddSingleton<IRecordStore>(s => new Store(
                this,
                (IRecordStore)ActivatorUtilities.CreateInstance(s, store.ImplementationType!)
            ));
        }

        public async Task AfterAsync(int turns, Func<Task> job)
        {
            left = turns;
            try
            {
                await job();
            }
            catch (KilledException)
            {
                Count++;
            }
            finally
            {
                left = int.MaxValue;
            }
        }

        private sealed class KilledException : Exception;

        private sealed class Store(Kills kills, IRecordStore inner) : IRecordStore
        {
            public string Name => inner.Name;
            public bool OneWriter => inner.OneWriter;

            public SaveFailure Classify(Exception failure) => inner.Classify(failure);

            public Task PrepareAsync(CancellationToken ct) => inner.PrepareAsync(ct);

            public Task MigrateAsync(CancellationToken ct) => inner.MigrateAsync(ct);

            public Task<DateTime?> UtcNowAsync(CancellationToken ct) => inner.UtcNowAsync(ct);

            public Task ScrubKeysAsync(CancellationToken ct) => inner.ScrubKeysAsync(ct);

            public Task HoldSealingAsync(
                DatabaseFacade database,
                bool alone,
                CancellationToken ct
            ) =>
                --kills.left < 0
                    ? throw new KilledException()
                    : inner.HoldSealingAsync(database, alone, ct);
        }
    }
}
