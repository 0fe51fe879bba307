using CsCheck;
using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using Xunit;

namespace HealthRecord.Domain.Tests.Medication;

public sealed class DosePlanTests
{
    private static readonly DateOnly Monday = new(2026, 3, 23);
    private static readonly ZoneTimeline Paris = ZoneTimeline.Of("Europe/Paris");

    [Fact]
    public void Several_times_a_day_come_in_the_order_of_the_clock()
    {
        var plan = new DosePlan([new(Monday, DoseDays.Daily, [Time(20), Time(8), Time(12)])]);

        Assert.Equal([8, 12, 20], plan.On(Monday.AddDays(400)).Select(dose => dose.At.Hour));
        Assert.Empty(plan.On(Monday.AddDays(-1)));
    }

    [Theory]
    [InlineData("weekdays", "1010100 1010100")]
    [InlineData("third", "1001001 0010010")]
    [InlineData("cycle", "1111100 1111100")]
    public void Days_follow_their_pattern(string pattern, string expected)
    {
        var days = pattern switch
        {
            "weekdays" => DoseDays.OfWeek(DayOfWeek.Monday, DayOfWeek.Wednesday, DayOfWeek.Friday),
            "third" => DoseDays.EveryDays(3),
            _ => DoseDays.Cycle(5, 2),
        };
        var plan = new DosePlan([new(Monday, days, [Time(8)])]);

        Assert.Equal(
            expected.Replace(" ", "", StringComparison.Ordinal),
            string.Concat(
                Enumerable.Range(0, 14).Select(n => plan.On(Monday.AddDays(n)).Any() ? '1' : '0')
            )
        );
    }

    [Fact]
    public void A_changing_amount_begins_on_its_day()
    {
        var plan = new DosePlan(
            [
                new(Monday, DoseDays.Daily, [Time(8, 1000)]),
                new(Monday.AddDays(7), DoseDays.Daily, [Time(8, 2000)]),
                new(Monday.AddDays(14), DoseDays.EveryDays(2), [Time(8, 500)]),
            ],
            Monday.AddDays(17)
        );

        Assert.Equal(
            [1000, 2000, 500, 500],
            ((int[])[6, 7, 14, 16]).Select(n => Assert.Single(plan.On(Monday.AddDays(n))).Amount)
        );
        Assert.Empty(plan.On(Monday.AddDays(15)));
        Assert.Empty(plan.On(Monday.AddDays(18)));
    }

    [Fact]
    public void As_needed_has_no_planned_dose() =>
        Assert.Null(
            new DosePlan(
                [new(Monday, DoseDays.Daily, [Time(8)])],
                null,
                new(TimeSpan.FromHours(6))
            ).NextDay(Monday)
        );

    [Fact]
    public void A_dose_in_the_hour_that_spring_skips_is_due_once_and_moves_forward()
    {
        var sunday = new DateOnly(2026, 3, 29);

        Assert.Equal(
            new DateTime(2026, 3, 29, 1, 30, 0, DateTimeKind.Utc),
            DoseDay.DueUtc(new(sunday, new(2, 30), 1000), Paris)
        );
        Assert.Equal(
            new DateTime(2026, 3, 29, 1, 0, 0, DateTimeKind.Utc),
            DoseDay.DueUtc(new(sunday, new(3, 0), 1000), Paris)
        );
    }

    [Fact]
    public void A_dose_in_the_hour_that_autumn_repeats_is_due_once_at_the_first()
    {
        var sunday = new DateOnly(2026, 10, 25);
        var plan = new DosePlan([new(Monday, DoseDays.Daily, [new(new(2, 30), 1000)])]);

        Assert.Equal(
            new DateTime(2026, 10, 25, 0, 30, 0, DateTimeKind.Utc),
            Assert.Single(States(plan, sunday, Paris, "2026-10-25T00:10:00Z")).DueUtc
        );
        Assert.Equal(
            DoseProgress.Forgotten,
            Assert.Single(States(plan, sunday, Paris, "2026-10-25T01:30:00Z")).Progress
        );
    }

    [Fact]
    public void A_dose_of_eight_stays_at_eight_wherever_the_person_is()
    {
        var moved = new ZoneTimeline([
            new(DateOnly.MinValue, "Europe/Paris"),
            new(Monday.AddDays(2), "America/Martinique"),
        ]);
        var plan = new DosePlan([new(Monday, DoseDays.Daily, [Time(8)])]);

        var due = Enumerable
            .Range(0, 4)
            .Select(n =>
                Assert
                    .Single(States(plan, Monday.AddDays(n), moved, "2026-03-20T00:00:00Z"))
                    .DueUtc.Hour
            );

        Assert.Equal([7, 7, 12, 12], due);
    }

    [Fact]
    public void Every_planned_dose_of_a_year_is_due_once_in_order_in_every_zone() =>
        Gen.Select(
                Gen.Int[0, 23 * 4 + 3],
                Gen.OneOf(
                    Gen.Const("Europe/Paris"),
                    Gen.Const("America/Cayenne"),
                    Gen.Const("Australia/Lord_Howe"),
                    Gen.Const("Pacific/Chatham")
                )
            )
            .Sample(
                (quarter, zone) =>
                {
                    var plan = new DosePlan([
                        new(
                            Monday,
                            DoseDays.Daily,
                            [new(new TimeOnly(quarter / 4, quarter % 4 * 15), 1000)]
                        ),
                    ]);
                    var zones = ZoneTimeline.Of(zone);
                    var due = Enumerable
                        .Range(0, 400)
                        .Select(n => DoseDay.DueUtc(plan.On(Monday.AddDays(n)).Single(), zones))
                        .ToList();
                    return due.Zip(due.Skip(1))
                        .All(pair => pair.Second - pair.First is { TotalHours: >= 22 and <= 26 });
                },
                iter: 60
            );

    [Theory]
    [InlineData("2026-03-23T06:59:00Z", DoseProgress.Ahead)]
    [InlineData("2026-03-23T07:00:00Z", DoseProgress.Now)]
    [InlineData("2026-03-23T08:00:00Z", DoseProgress.Forgotten)]
    public void A_dose_that_nobody_ticked_waits_then_is_forgotten(
        string now,
        DoseProgress expected
    ) => Assert.Equal(expected, Assert.Single(States(EightDaily, Monday, Paris, now)).Progress);

    [Fact]
    public void What_was_ticked_last_counts()
    {
        DoseAnswer taken = new(
            Monday,
            new(8, 0),
            DoseAnswerKind.Taken,
            Utc("2026-03-23T07:05:00Z")
        );
        DoseAnswer late = taken with { TakenUtc = Utc("2026-03-23T09:00:00Z") };
        DoseAnswer skipped = taken with { Kind = DoseAnswerKind.Skipped, TakenUtc = null };

        Assert.Equal(DoseProgress.Taken, State(taken));
        Assert.Equal(DoseProgress.TakenLate, State(late));
        Assert.Equal(DoseProgress.Skipped, State(taken, skipped));
        DoseProgress State(params DoseAnswer[] answers) =>
            Assert
                .Single(DoseDay.Of(EightDaily, Monday, answers, Paris, Utc("2026-03-23T12:00:00Z")))
                .Progress;
    }

    [Fact]
    public void A_stock_lasts_as_long_as_the_plan_says()
    {
        var plan = new DosePlan([new(Monday, DoseDays.Daily, [Time(8), Time(20)])]);

        Assert.Equal(Monday.AddDays(5), MedicineStock.RunsOut(plan, 10_000, Monday, _ => true));
        Assert.Equal(
            Monday.AddDays(5),
            MedicineStock.RunsOut(plan, 9_000, Monday, dose => dose.At.Hour == 20)
        );
        Assert.Null(
            MedicineStock.RunsOut(
                plan with
                {
                    LastDay = Monday.AddDays(4),
                },
                10_000,
                Monday,
                _ => true
            )
        );
        Assert.Null(MedicineStock.RunsOut(new([], null, new()), 3_000, Monday, _ => true));
        Assert.Equal(
            0,
            new MedicineStock(Utc("2026-03-23T00:00:00Z"), 1000).Left([
                (Utc("2026-03-23T07:00:00Z"), 2000),
            ])
        );
        Assert.Equal(
            1000,
            new MedicineStock(Utc("2026-03-23T10:00:00Z"), 1000).Left([
                (Utc("2026-03-23T07:00:00Z"), 2000),
            ])
        );
    }

    private static readonly DosePlan EightDaily = new([new(Monday, DoseDays.Daily, [Time(8)])]);

    private static IReadOnlyList<DoseState> States(
        DosePlan plan,
        DateOnly day,
        ZoneTimeline zones,
        string now
    ) => DoseDay.Of(plan, day, [], zones, Utc(now));

    private static DoseTime Time(int hour, int amount = 1000) => new(new(hour, 0), amount);

    private static DateTime Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
