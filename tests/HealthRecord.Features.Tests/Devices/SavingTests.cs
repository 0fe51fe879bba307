using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Features.Devices;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.Importers.Gatt;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Devices;

/// <summary>What a device sent is in the record once, where it belongs in time, and can be taken back.</summary>
public sealed class SavingTests
{
    private const string Kind = "blood-pressure";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_reading_is_kept_as_measured_under_the_name_of_its_device(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var saved = await host.SaveAsync(
            family.Ana,
            family.AnaPerson,
            Sending.Readings(Sending.Pressure(128, 24)),
            Ct
        );

        Assert.Equal((1, 0, 0), (saved.Added, saved.AlreadyThere, saved.DeletedByHand));
        var shown = Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct));
        Assert.Equal(new SourceKey("bluetooth", "BM57"), shown.Source);
        // Noon on the device's clock, which hangs in Paris.
        Assert.Equal(new DateTime(2026, 11, 24, 11, 0, 0), shown.StartUtc);
        Assert.Equal([new WrittenNumber(128, 0), new(80, 0), new(93, 0), new(72, 0)], shown.Values);
    }

    [Theory, BothDatabases]
    public async Task Beats_are_kept_where_they_were_and_the_place_of_a_temperature_with_it(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var strap = Sending.Readings(
            Sending.Packet(GattCharacteristic.HeartRate, "163dec03f203"),
            Sending.Packet(GattCharacteristic.HeartRate, "103dec03", 1000)
        );
        var thermometer = Sending
            .Readings(Sending.Packet(GattCharacteristic.Temperature, "046e0100ff03"))
            .Select(r => r with { Note = "Dans l’oreille" });

        var saved = await host.SaveAsync(
            family.Ana,
            family.AnaPerson,
            [.. strap, .. thermometer],
            Ct
        );

        Assert.Equal(6, saved.Added);
        var beats = await host.ListAsync(family.Ana, family.AnaPerson, "rr-interval", Ct);
        Assert.Equal(
            [(-986.0, 980.5), (0.0, 986.3), (1000.0, 980.5)],
            beats
                .Select(b =>
                    (
                        (b.StartUtc - RecordHost.Start.UtcDateTime).TotalMilliseconds,
                        Math.Round(b.Values[0]!.Value.ToDouble(), 1)
                    )
                )
                .Order()
        );
        var fever = await host.ListAsync(family.Ana, family.AnaPerson, "body-temperature", Ct);
        Assert.Equal("Dans l’oreille", Assert.Single(fever).Note);

        // Taken back, nothing of it is shown any more.
        await host.Get<UndoImport>().RunAsync(family.Ana, saved.Run!.Value, Ct);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "rr-interval", Ct));
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-temperature", Ct));
    }

    [Theory, BothDatabases]
    public async Task The_same_backlog_read_twice_changes_nothing(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.SaveAsync(family.Ana, family.AnaPerson, Backlog(0), Ct);
        var before = await ShownAsync(host, family);
        host.Clock.Advance(TimeSpan.FromHours(5));

        var again = await host.SaveAsync(family.Ana, family.AnaPerson, Backlog(18_000_000), Ct);

        Assert.Null(again.Run);
        Assert.Equal((0, 3), (again.Added, again.AlreadyThere));
        Assert.Equal(before, await ShownAsync(host, family));
        Assert.Single(await host.Get<ReadImports>().RunAsync(family.Ana, Ct));
    }

    [Theory, BothDatabases]
    public async Task Of_two_overlapping_backlogs_each_can_be_taken_back_alone(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var half = await host.SaveAsync(family.Ana, family.AnaPerson, [.. Backlog(0).Take(2)], Ct);
        var whole = await host.SaveAsync(family.Ana, family.AnaPerson, Backlog(60_000), Ct);
        Assert.Equal((1, 2), (whole.Added, whole.AlreadyThere));

        await host.Get<UndoImport>().RunAsync(family.Ana, half.Run!.Value, Ct);
        var left = await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct);
        await host.Get<UndoImport>().RunAsync(family.Ana, whole.Run!.Value, Ct);

        Assert.Equal(3, left.Count);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct));
    }

    [Theory, BothDatabases]
    public async Task What_was_saved_for_the_wrong_person_is_moved(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var saved = await host.SaveAsync(family.Ana, family.AnaPerson, Backlog(0), Ct);

        var moved = await host.Get<MoveImport>()
            .RunAsync(family.Ana, saved.Run!.Value, family.Person("Léo"), Ct);

        Assert.True(moved.Succeeded, moved.Error?.Key);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct));
        Assert.Equal(3, (await host.ListAsync(family.Ana, family.Person("Léo"), Kind, Ct)).Count);
    }

    [Theory, BothDatabases]
    public async Task A_reading_that_somebody_deleted_stays_so(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.SaveAsync(family.Ana, family.AnaPerson, Backlog(0), Ct);
        var shown = (await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct))[0];
        await host.Get<DeleteReading>()
            .RunAsync(family.Ana, family.AnaPerson, shown.Id, shown.Revision, Ids.New(), Ct);
        host.Clock.Advance(TimeSpan.FromHours(1));

        // Said to be right as well: a mark of its own may not stand above the deletion.
        var again = await host.SaveAsync(
            family.Ana,
            family.AnaPerson,
            [.. Backlog(3_600_000).Select(r => r with { Confirmed = true })],
            Ct
        );

        Assert.Equal((0, 2, 1), (again.Added, again.AlreadyThere, again.DeletedByHand));
        Assert.Equal(2, (await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct)).Count);
    }

    [Theory, BothDatabases]
    public async Task With_a_wrong_clock_the_moment_of_reception_counts_and_the_value_stays_one(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        // The device believes that it is 2037.
        const string wrong = "02 8000 5000 5d00 f507 0b 18 0c0000";
        DeviceReading At(long later) =>
            Sending.Readings(Sending.Packet(GattCharacteristic.BloodPressure, wrong, later))[0] with
            {
                AtReception = true,
            };
        var refused = await host.Get<SaveDeviceReadings>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                "BM57",
                [At(0) with { AtReception = false }],
                Ids.New(),
                Ct
            );
        await host.SaveAsync(family.Ana, family.AnaPerson, [At(0)], Ct);
        host.Clock.Advance(TimeSpan.FromDays(40));

        var again = await host.SaveAsync(
            family.Ana,
            family.AnaPerson,
            [At((long)TimeSpan.FromDays(40).TotalMilliseconds)],
            Ct
        );

        Assert.Equal(DeviceErrors.Clock, refused.Error);
        Assert.Equal((0, 1), (again.Added, again.AlreadyThere));
        var shown = Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct));
        Assert.Equal(RecordHost.Start.UtcDateTime, shown.StartUtc);
    }

    [Theory, BothDatabases]
    public async Task An_unusual_value_is_asked_about_and_an_impossible_one_refused(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var save = host.Get<SaveDeviceReadings>();
        // 20 and 46.1 degrees.
        var cold = Sending.Readings(Sending.Packet(GattCharacteristic.Temperature, "00 c80000ff"));
        var hot = Sending.Readings(Sending.Packet(GattCharacteristic.Temperature, "00 cd0100ff"));

        var asked = await save.RunAsync(
            family.Ana,
            family.AnaPerson,
            "T1",
            [.. cold],
            Ids.New(),
            Ct
        );
        var kept = await save.RunAsync(
            family.Ana,
            family.AnaPerson,
            "T1",
            [cold[0] with { Confirmed = true }],
            Ids.New(),
            Ct
        );
        var refused = await save.RunAsync(
            family.Ana,
            family.AnaPerson,
            "T1",
            [hot[0] with { Confirmed = true }],
            Ids.New(),
            Ct
        );

        Assert.Equal("reading.doubtful", asked.Error?.Key);
        Assert.True(kept.Succeeded, kept.Error?.Key);
        Assert.Equal("reading.impossible", refused.Error?.Key);
        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-temperature", Ct)
        );
        Assert.False(shown.SetAside);
    }

    [Theory, BothDatabases]
    public async Task An_act_said_again_gets_the_same_answer(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var save = host.Get<SaveDeviceReadings>();
        var act = Ids.New();

        var first = await save.RunAsync(family.Ana, family.AnaPerson, "BM57", Backlog(0), act, Ct);
        var again = await save.RunAsync(family.Ana, family.AnaPerson, "BM57", Backlog(0), act, Ct);

        Assert.Equal(first.Value, again.Value);
        Assert.NotNull(again.Value.Run);
    }

    [Theory, BothDatabases]
    public async Task The_meal_that_a_meter_knows_of_stands_beside_its_value(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        await host.SaveAsync(
            family.Ana,
            family.AnaPerson,
            Sending.Readings(
                Sending.Packet(GattCharacteristic.Glucose, "12 0600 ea070b18080000 78b0 11"),
                Sending.Packet(GattCharacteristic.GlucoseContext, "02 0600 01")
            ),
            Ct
        );

        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "glucose", Ct)
        );
        Assert.Equal("before-meal", shown.Moment);
    }

    private static async Task<List<(ReadingId, DateTime, int)>> ShownAsync(
        RecordHost host,
        TestFamily family
    ) =>
        [
            .. (await host.ListAsync(family.Ana, family.AnaPerson, Kind, Ct)).Select(r =>
                (r.Id, r.StartUtc, r.Revision)
            ),
        ];

    private static IReadOnlyList<DeviceReading> Backlog(long later) =>
        Sending.Readings(
            Sending.Pressure(128, 22, later),
            Sending.Pressure(131, 23, later),
            Sending.Pressure(125, 24, later)
        );
}
