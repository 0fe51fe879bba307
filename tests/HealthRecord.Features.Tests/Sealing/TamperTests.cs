using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Sealing;

public sealed class TamperTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task One_flipped_bit_anywhere_in_a_cell_of_any_table_is_refused_and_counted(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var person = await SealedWorld.PersonAsync(host, rows: 2, ct: Ct);
        var secrets = await host.Get<PersonKeys>().GetAsync(person, Ct);
        using var damage = new DamageCount(host);
        var expected = 0;
        var whole = await SealedWorld.RowsAsync(host, person, Ct);
        foreach (var row in whole)
        {
            var good = row.Sealed;
            foreach (var at in Offsets(good.Length))
            {
                var bad = good.ToArray();
                bad[at] ^= 0x01;
                await SealedWorld.ForceAsync(host, row, bad, Ct);
                var now = await SealedWorld.RowsAsync(host, person, Ct);
                var unreadable = now.Where(r => !Opens(secrets, r)).ToList();
                expected++;

                Assert.Equal((row.SealTable, row.SealRow), Named(Assert.Single(unreadable)));
                Assert.Equal(bad, unreadable[0].Sealed);
                Assert.Equal(expected, damage.Count);
                row.Sealed = bad;
                await SealedWorld.ForceAsync(host, row, good, Ct);
                row.Sealed = good;
            }
        }
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.Equal(
            SealedWorld.Tables(db).Count,
            whole.Select(r => r.SealTable).Distinct().Count()
        );
    }

    [Theory, BothDatabases]
    public async Task A_cell_opens_in_its_own_row_only(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, rows: 2, ct: Ct);
        var karim = await SealedWorld.PersonAsync(host, ct: Ct);
        var secrets = await host.Get<PersonKeys>().GetAsync(ana, Ct);
        var hers = await SealedWorld.RowsAsync(host, ana, Ct);
        var his = await SealedWorld.RowsAsync(host, karim, Ct);
        foreach (var row in hers)
        {
            var good = row.Sealed;
            // Every other cell there is: of the same table, of another table, of another person.
            foreach (var other in hers.Concat(his).Where(o => o.Sealed != good))
            {
                row.Sealed = other.Sealed;
                Assert.Throws<RecordDamagedException>(() => secrets.OpenFrom(row));
            }
            row.Sealed = good;
            secrets.OpenFrom(row);
        }
    }

    [Theory, BothDatabases]
    public async Task A_row_that_is_given_to_another_person_opens_for_neither(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var karim = await SealedWorld.PersonAsync(host, ct: Ct);
        var (hers, his) = (
            await host.Get<PersonKeys>().GetAsync(ana, Ct),
            await host.Get<PersonKeys>().GetAsync(karim, Ct)
        );
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        foreach (var row in await SealedWorld.RowsAsync(host, ana, Ct))
        {
            var owner = SealedWorld.Tables(db).Single(t => t.Type.ClrType == row.GetType()).Owner;
            owner.PropertyInfo!.SetValue(row, karim);

            Assert.Equal(karim, row.SealOwner);
            Assert.Throws<RecordDamagedException>(() => hers.OpenFrom(row));
            Assert.Throws<RecordDamagedException>(() => his.OpenFrom(row));
        }
    }

    [Theory, BothDatabases]
    public async Task Exchanged_wrapped_keys_are_refused(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var karim = await SealedWorld.PersonAsync(host, ct: Ct);
        await ExchangeAsync(
            host,
            k => k.OwnerId == ana && k.Purpose == KeyPurpose.Data,
            k => k.OwnerId == karim && k.Purpose == KeyPurpose.Data
        );
        foreach (var person in new[] { ana, karim })
        {
            host.Get<PersonKeys>().Forget(person);
            await Assert.ThrowsAnyAsync<CryptographicException>(() =>
                host.Get<PersonKeys>().GetAsync(person, Ct)
            );
        }
    }

    [Theory, BothDatabases]
    public async Task A_data_key_in_the_place_of_the_tag_key_is_refused(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        await ExchangeAsync(
            host,
            k => k.OwnerId == ana && k.Purpose == KeyPurpose.Data,
            k => k.OwnerId == ana && k.Purpose == KeyPurpose.Tag
        );
        host.Get<PersonKeys>().Forget(ana);

        await Assert.ThrowsAnyAsync<CryptographicException>(() =>
            host.Get<PersonKeys>().GetAsync(ana, Ct)
        );
    }

    [Fact]
    public async Task A_hundred_thousand_seals_of_one_value_share_neither_nonce_nor_text()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var secrets = await host.Get<PersonKeys>().CreateAsync(Ids.New(), Ct);
        var (nonces, texts) = (new HashSet<UInt128>(), new HashSet<UInt128>());
        var row = Ids.New();
        for (var i = 0; i < 100_000; i++)
        {
            var cell = secrets.Seal(SealedTable.Segment, row, "0123456789abcdef"u8);
            nonces.Add(
                new UInt128(BitConverter.ToUInt32(cell, 6), BitConverter.ToUInt64(cell, 10))
            );
            texts.Add(
                new UInt128(BitConverter.ToUInt64(cell, 18), BitConverter.ToUInt64(cell, 26))
            );
        }
        Assert.Equal((100_000, 100_000), (nonces.Count, texts.Count));
    }

    [Fact]
    public async Task Lengths_of_padded_cells_say_nothing_below_a_kibibyte_step()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var secrets = await host.Get<PersonKeys>().CreateAsync(Ids.New(), Ct);
        int Length(int plain) =>
            secrets.Seal(SealedTable.Entry, Ids.New(), RandomNumberGenerator.GetBytes(plain)).Length
            - SealedCell.Overhead;

        Assert.Equal(
            [64, 64, 128, 256, 512, 1024, 2048, 3072],
            new[] { 1, 63, 64, 200, 500, 1000, 1024, 2050 }.Select(Length)
        );
    }

    [Fact]
    public async Task A_row_without_a_seal_never_reaches_the_database()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var person = await SealedWorld.PersonAsync(host, ct: Ct);
        await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
        db.Add(
            new EntryRow
            {
                Id = Ids.New(),
                PersonId = person,
                TypeTag = new byte[16],
                Sealed = "a weight of 72.4 kg, in clear words"u8.ToArray(),
            }
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Ct));
    }

    private static bool Opens(PersonSecrets secrets, ISealedRow row)
    {
        try
        {
            secrets.OpenFrom(row);
            return true;
        }
        catch (RecordDamagedException)
        {
            return false;
        }
    }

    private static (SealedTable, Guid) Named(ISealedRow row) => (row.SealTable, row.SealRow);

    // Format, flags, version (first and last byte), nonce, text (first and last), tag (first and last).
    private static int[] Offsets(int length) =>
        [0, 1, 2, 5, 6, 17, 18, length - 17, length - 16, length - 1];

    private static async Task ExchangeAsync(
        RecordHost host,
        System.Linq.Expressions.Expression<Func<WrappedKeyRow, bool>> one,
        System.Linq.Expressions.Expression<Func<WrappedKeyRow, bool>> other
    )
    {
        await using var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct);
        var (first, second) = (
            await keys.Keys.SingleAsync(one, Ct),
            await keys.Keys.SingleAsync(other, Ct)
        );
        (first.Wrapped, second.Wrapped) = (second.Wrapped, first.Wrapped);
        await keys.SaveChangesAsync(Ct);
    }

    /// <summary>Counts what this host's meter says, not what tests beside it do.</summary>
    private sealed class DamageCount : IDisposable
    {
        private readonly MeterListener listener = new();
        private int count;

        public DamageCount(RecordHost host)
        {
            var scope = host.Get<IMeterFactory>();
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (
                    instrument.Name == SealingWatch.DamagedCounter
                    && ReferenceEquals(instrument.Meter.Scope, scope)
                )
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>(
                (_, n, _, _) => Interlocked.Add(ref count, (int)n)
            );
            listener.Start();
        }

        public int Count => count;

        public void Dispose() => listener.Dispose();
    }
}
