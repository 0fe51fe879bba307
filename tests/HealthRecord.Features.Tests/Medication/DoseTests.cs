using HealthRecord.Domain.Access;
using HealthRecord.Domain.Medication;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Medication.Day;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Medication;

public sealed class DoseTests
{
    /// <summary>The record's clock stands at 10:30 of this day in Paris.</summary>
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task One_dose_ticked_by_two_parents_at_once_is_kept_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        await using var other = await host.AgainAsync(ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-03")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Guardian)
            .BuildAsync(Ct);
        var leo = family.Person("Léo");
        await host.SaveMedicineAsync(family.Ana, leo, Taking.Daily(Today, 12), null, Ct);

        for (var again = 0; again < 5; again++)
        {
            var both = await Task.WhenAll(
                host.TickAsync(family.Ana, leo, Today, 12, DoseTick.Now, Ct),
                other.TickAsync(family.Actor("Karim"), leo, Today, 12, DoseTick.Now, Ct)
            );

            Assert.All(both, ticked => Assert.True(ticked.Succeeded, ticked.Error?.Key));
            Assert.Equal(both[0].Value.Id, both[1].Value.Id);
            var course = await host.CourseAsync(family.Ana, leo, Ct);
            var line = Assert.Single(course.Doses);
            Assert.True((await host.Get<UndoDose>().RunAsync(family.Ana, leo, line, Ct)).Succeeded);
        }
    }

    [Theory, BothDatabases]
    public async Task A_dose_that_was_ticked_otherwise_is_told_and_stays_as_it_was(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);

        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);
        var second = await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Skipped, Ct);

        Assert.Equal(MedicationErrors.AnsweredOtherwise, second.Error);
        var course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.Equal(DoseProgress.Taken, Assert.Single(course.On(Today)).Progress);
    }

    [Theory, BothDatabases]
    public async Task A_tick_can_be_taken_back_by_two_and_given_anew(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);
        var ticked = await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Skipped, Ct);
        var undo = host.Get<UndoDose>();

        var first = await undo.RunAsync(family.Ana, ana, ticked.Value, Ct);
        var second = await undo.RunAsync(family.Ana, ana, ticked.Value, Ct);
        var anew = await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);

        Assert.True(first.Succeeded && second.Succeeded && anew.Succeeded);
        Assert.Single((await host.CourseAsync(family.Ana, ana, Ct)).Doses);
    }

    [Theory, BothDatabases]
    public async Task A_stale_undo_does_not_take_back_a_newer_tick(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);
        var old = await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Skipped, Ct);
        await host.Get<UndoDose>().RunAsync(family.Ana, ana, old.Value, Ct);
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);

        await host.Get<UndoDose>().RunAsync(family.Ana, ana, old.Value, Ct);

        var course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.Equal(DoseProgress.Taken, Assert.Single(course.On(Today)).Progress);
    }

    [Fact]
    public async Task A_dose_that_nobody_planned_or_of_tomorrow_cannot_be_ticked()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);

        foreach (
            var (day, hour) in new[]
            {
                (Today, 13),
                (Today.AddDays(1), 12),
                (Today.AddDays(-1), 12),
            }
        )
            Assert.Equal(
                MedicationErrors.NotPlanned,
                (await host.TickAsync(family.Ana, ana, day, hour, DoseTick.Now, Ct)).Error
            );
        Assert.Empty((await host.CourseAsync(family.Ana, ana, Ct)).Doses);
    }

    [Fact]
    public async Task What_was_due_before_it_was_written_down_is_not_forgotten()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;

        await host.SaveMedicineAsync(
            family.Ana,
            ana,
            Taking.Daily(Today.AddDays(-9), 8, 20),
            null,
            Ct
        );

        var view = (await host.Get<ReadMedicines>().RunAsync(family.Ana, ana, Ct)).Value;
        var day = DayView.Of(view);
        Assert.Equal((1, 0), (day.Ahead, day.Forgotten));
    }

    [Fact]
    public async Task The_day_tells_ahead_now_forgotten_late_and_yesterday()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12, 20), null, Ct);
        // 12:30 of the next day: today's noon is now, yesterday's two are open.
        host.Clock.Advance(TimeSpan.FromHours(26));
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.OnTime, Ct);

        var before = DayView.Of(
            (await host.Get<ReadMedicines>().RunAsync(family.Ana, ana, Ct)).Value
        );
        await host.TickAsync(family.Ana, ana, Today, 20, DoseTick.Now, Ct);
        var after = DayView.Of(
            (await host.Get<ReadMedicines>().RunAsync(family.Ana, ana, Ct)).Value
        );

        Assert.Equal(
            [DoseProgress.Now, DoseProgress.Ahead],
            before.Rows.Select(row => row.State.Progress)
        );
        Assert.Equal(20, Assert.Single(before.Yesterday).State.Dose.At.Hour);
        Assert.Empty(after.Yesterday);
        Assert.Equal(
            [DoseProgress.Taken, DoseProgress.TakenLate],
            after.Rows[0].Course.On(Today).Select(state => state.Progress)
        );
    }

    [Theory, BothDatabases]
    public async Task As_needed_tells_the_last_one_and_forbids_nothing(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        var medicine = Taking.Daily(Today) with { AsNeeded = true, Phases = [], GapMinutes = 360 };
        await host.SaveMedicineAsync(family.Ana, ana, medicine, null, Ct);

        var both = await Task.WhenAll(
            host.TickAsync(family.Ana, ana, Today, 0, DoseTick.AsNeeded, Ct),
            host.TickAsync(family.Ana, ana, Today, 0, DoseTick.AsNeeded, Ct)
        );
        host.Clock.Advance(TimeSpan.FromHours(1));
        var soon = await host.TickAsync(family.Ana, ana, Today, 0, DoseTick.AsNeeded, Ct);

        Assert.Equal(both[0].Value.Id, both[1].Value.Id);
        Assert.True(soon.Succeeded);
        var view = (await host.Get<ReadMedicines>().RunAsync(family.Ana, ana, Ct)).Value;
        Assert.Equal(soon.Value.Id, Assert.Single(DayView.Of(view).AsNeeded).Last?.Id);
    }

    [Theory, BothDatabases]
    public async Task Ticks_are_paged_by_the_month_of_their_day(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);
        host.Clock.Advance(TimeSpan.FromDays(70));
        await host.TickAsync(family.Ana, ana, Today.AddDays(70), 12, DoseTick.Now, Ct);
        var read = host.Get<ReadDoseMonth>();

        var newest = (await read.RunAsync(family.Ana, ana, null, Ct)).Value;
        var before = (await read.RunAsync(family.Ana, ana, newest.Month, Ct)).Value;

        Assert.Equal((2027_02, true), (newest.Month, newest.HasBefore));
        Assert.Equal((2026_11, false), (before.Month, before.HasBefore));
        Assert.Equal(Today, Assert.Single(before.Doses).Payload.Day);
    }

    [Fact]
    public async Task A_job_reads_what_is_ahead_and_what_was_forgotten_with_its_instants()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        var medicine = Taking.Daily(Today, 12, 20) with
        {
            WarnAccount = family.Ana.Account.Value,
            WarnAfterMinutes = 120,
        };
        await host.SaveMedicineAsync(family.Ana, ana, medicine, null, Ct);
        host.Clock.Advance(TimeSpan.FromHours(5));
        var now = host.Clock.GetUtcNow().UtcDateTime;

        var read = await ReadAsync(host, ana, now.AddDays(-1), now.AddDays(1));

        Assert.Equal(
            [new(2026, 11, 25, 19, 0, 0), new(2026, 11, 26, 11, 0, 0)],
            read.DosesAhead(now, now.AddDays(1)).Select(dose => dose.DueUtc)
        );
        var forgotten = Assert.Single(read.DosesForgotten(now.AddDays(-1), now));
        Assert.Equal(new DateTime(2026, 11, 25, 11, 0, 0), forgotten.DueUtc);
        Assert.Equal(new DateTime(2026, 11, 25, 13, 0, 0), forgotten.WarnUtc);
        Assert.Equal(family.Ana.Account.Value, forgotten.WarnAccount);
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.OnTime, Ct);
        Assert.Empty(
            (await ReadAsync(host, ana, now.AddDays(-1), now)).DosesForgotten(now.AddDays(-1), now)
        );
    }

    private static async Task<MedicinesReading> ReadAsync(
        RecordHost host,
        HealthRecord.Domain.PersonId person,
        DateTime from,
        DateTime until
    )
    {
        await using var db = await host.Get<HealthRecord.Features.Platform.Data.HealthDbs>()
            .ReadAsync(Ct);
        return await host.Get<PersonMedicines>()
            .ReadAsync(db, person, from, until, host.Clock.GetUtcNow().UtcDateTime, Ct);
    }
}
