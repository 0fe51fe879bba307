using HealthRecord.Domain.Medication;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Medication.Catalogue;
using HealthRecord.Features.Medication.Doses;
using HealthRecord.Features.Medication.Pages;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Medication;

public sealed class MedicineTests
{
    /// <summary>The record's clock stands at 10:30 of this day in Paris.</summary>
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_list_holds_every_marketed_medicine_once()
    {
        Assert.Equal(13_592, MedicineCatalogue.Count);
        Assert.Equal("DOLIPRANE 500 mg, comprimé", MedicineCatalogue.Find("63368332")?.Name);
        Assert.Null(MedicineCatalogue.Find("00000000"));
    }

    [Theory]
    [InlineData("doliprane 500", "DOLIPRANE 500 mg, comprimé")]
    [InlineData("Paracétamol biogaran 1 g", "PARACETAMOL BIOGARAN 1 g, comprimé")]
    [InlineData("lévothyrox 75", "LEVOTHYROX 75 microgrammes, comprimé sécable")]
    [InlineData("3400930001479", "A 313 200 000 UI POUR CENT, pommade")]
    [InlineData("61876780", "ABACAVIR ARROW 300 mg, comprimé pelliculé sécable")]
    public void A_medicine_is_found_as_people_write_it(string text, string expected) =>
        Assert.Contains(MedicineCatalogue.Search(text, 10), found => found.Name == expected);

    [Theory]
    [InlineData("amlodipine biogaran 5", "AMLODIPINE BIOGARAN 5 mg, gélule")]
    [InlineData("doliprane 500 comp", "DOLIPRANE 500 mg, comprimé")]
    public void What_is_written_as_in_the_name_comes_first(string text, string expected) =>
        Assert.Equal(expected, MedicineCatalogue.Search(text, 10)[0].Name);

    [Fact]
    public void A_medicine_is_found_by_what_it_is_made_of()
    {
        var found = MedicineCatalogue.Search("bésilate d'amlodipine", 200);

        Assert.Contains(found, one => one.Name.StartsWith("AMLOR", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1", 1000)]
    [InlineData("0,5", 500)]
    [InlineData("½", 500)]
    [InlineData("1 ½", 1500)]
    [InlineData("1/4", 250)]
    [InlineData("2.5", 2500)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1/0", null)]
    [InlineData("1 000 000 000", null)]
    [InlineData("un", null)]
    public void An_amount_is_read_as_people_write_it(string text, int? expected) =>
        Assert.Equal(expected, Amounts.Parse(text));

    [Theory, BothDatabases]
    public async Task Of_two_editors_the_second_is_told(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);
        var seen = await host.CourseAsync(family.Ana, ana, Ct);

        var first = await host.SaveMedicineAsync(
            family.Ana,
            ana,
            seen.Medicine with
            {
                Note = "un",
            },
            seen.Line,
            Ct
        );
        var second = await host.SaveMedicineAsync(
            family.Ana,
            ana,
            seen.Medicine with
            {
                Note = "deux",
            },
            seen.Line,
            Ct
        );

        Assert.True(first.Succeeded);
        Assert.Equal(BookErrors.Changed, second.Error);
        Assert.Equal("un", (await host.CourseAsync(family.Ana, ana, Ct)).Medicine.Note);
    }

    [Theory, BothDatabases]
    public async Task A_changed_hour_leaves_what_was_taken_as_it_was(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);
        host.Clock.Advance(TimeSpan.FromHours(27));
        var seen = await host.CourseAsync(family.Ana, ana, Ct);

        var changed = seen.Medicine with { Phases = Taking.Daily(Today, 18).Phases };
        await host.SaveMedicineAsync(family.Ana, ana, changed, seen.Line, Ct);

        var course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.Equal(
            [(12, DoseProgress.Taken), (12, DoseProgress.Forgotten), (18, DoseProgress.Ahead)],
            Enumerable
                .Range(0, 3)
                .SelectMany(n => course.On(Today.AddDays(n)))
                .Select(state =>
                    (
                        state.Dose.At.Hour,
                        state.Progress is DoseProgress.Now ? DoseProgress.Forgotten : state.Progress
                    )
                )
        );
    }

    [Theory, BothDatabases]
    public async Task A_stopped_medicine_asks_nothing_and_stays_in_the_history(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12, 20), null, Ct);
        host.Clock.Advance(TimeSpan.FromHours(5));
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.OnTime, Ct);
        var seen = await host.CourseAsync(family.Ana, ana, Ct);

        var stopped = seen.Medicine with { StoppedUtc = host.Clock.GetUtcNow().UtcDateTime };
        await host.SaveMedicineAsync(family.Ana, ana, stopped, seen.Line, Ct);
        host.Clock.Advance(TimeSpan.FromDays(2));

        var course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.True(course.IsOver);
        Assert.Equal(DoseProgress.Taken, Assert.Single(course.On(Today)).Progress);
        Assert.Empty(course.On(Today.AddDays(1)));
        // Taken up again, the days in between are not asked for.
        var again = course.Medicine with
        {
            StoppedUtc = null,
            SinceUtc = host.Clock.GetUtcNow().UtcDateTime,
        };
        await host.SaveMedicineAsync(family.Ana, ana, again, course.Line, Ct);
        course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.Empty(course.On(Today.AddDays(1)));
        Assert.Equal(20, Assert.Single(course.On(Today.AddDays(2))).Dose.At.Hour);
    }

    [Theory, BothDatabases]
    public async Task A_stock_goes_down_with_what_was_taken_and_recalls_its_renewal(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        var medicine = Taking.Daily(Today, 12) with
        {
            Counted = 10_000,
            CountedUtc = host.Clock.GetUtcNow().UtcDateTime,
            RenewalDays = 7,
        };
        await host.SaveMedicineAsync(family.Ana, ana, medicine, null, Ct);
        var before = await host.ReadingAsync(family.Ana, ana, Ct);

        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);
        host.Clock.Advance(TimeSpan.FromDays(3));
        var after = await host.ReadingAsync(family.Ana, ana, Ct);

        Assert.Equal(
            (10_000, Today.AddDays(10), 0),
            (before.Courses[0].Left, before.Courses[0].RunsOut, before.RenewalsDue.Count)
        );
        Assert.Equal((9_000, Today.AddDays(12)), (after.Courses[0].Left, after.Courses[0].RunsOut));
        host.Clock.Advance(TimeSpan.FromDays(60));
        Assert.Single((await host.ReadingAsync(family.Ana, ana, Ct)).Courses[0].Doses);
    }

    [Fact]
    public async Task Until_the_end_of_the_stock_asks_no_dose_that_is_not_there()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        var medicine = Taking.Daily(Today, 12, 20) with
        {
            Counted = 3000,
            CountedUtc = host.Clock.GetUtcNow().UtcDateTime,
            UntilStockEnds = true,
        };
        await host.SaveMedicineAsync(family.Ana, ana, medicine, null, Ct);

        var course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.Equal(2, course.On(Today).Count);
        Assert.Single(course.On(Today.AddDays(1)));
        Assert.Empty(course.On(Today.AddDays(2)));
        host.Clock.Advance(TimeSpan.FromHours(26));
        foreach (var (day, hour) in new[] { (0, 12), (0, 20), (1, 12) })
            await host.TickAsync(family.Ana, ana, Today.AddDays(day), hour, DoseTick.Now, Ct);
        host.Clock.Advance(TimeSpan.FromDays(1));
        course = await host.CourseAsync(family.Ana, ana, Ct);
        Assert.True(course.IsOver);
        Assert.Single(course.On(Today.AddDays(1)));
        Assert.Empty(course.On(Today.AddDays(2)));
    }

    [Theory]
    [InlineData("medicine.same-time", 8, 8)]
    [InlineData("medicine.phases-wrong")]
    public async Task A_plan_that_cannot_be_is_refused_and_nothing_is_kept(
        string error,
        params int[] hours
    )
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        var medicine = Taking.Daily(Today, hours);
        if (hours.Length == 0)
            medicine = medicine with { Phases = [] };

        var saved = await host.SaveMedicineAsync(family.Ana, ana, medicine, null, Ct);

        Assert.Equal(error, saved.Error?.Key);
        Assert.Empty((await host.ReadingAsync(family.Ana, ana, Ct)).Courses);
    }

    [Theory, BothDatabases]
    public async Task A_medicine_that_was_taken_out_and_put_back_keeps_its_doses(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ana = family.AnaPerson;
        await host.SaveMedicineAsync(family.Ana, ana, Taking.Daily(Today, 12), null, Ct);
        await host.TickAsync(family.Ana, ana, Today, 12, DoseTick.Now, Ct);
        var line = (await host.CourseAsync(family.Ana, ana, Ct)).Line;

        await host.Get<RemoveBookEntry>().RunAsync(family.Ana, ana, line, Ct);
        Assert.Empty((await host.ReadingAsync(family.Ana, ana, Ct)).Courses);
        await host.Get<SaveBookEntry>().RunAsync(family.Ana, ana, line.Payload, null, Ct);

        Assert.Single((await host.CourseAsync(family.Ana, ana, Ct)).Doses);
    }
}
