using HealthRecord.Domain.Medication;
using HealthRecord.Domain.Time;
using Xunit;

namespace HealthRecord.Domain.Tests.Medication;

/// <summary>Plans over time: changed, stopped, running out, and asked for by instants.</summary>
public sealed class DoseCourseTests
{
    private static readonly DateOnly Monday = new(2026, 3, 23);
    private static readonly ZoneTimeline Paris = ZoneTimeline.Of("Europe/Paris");

    [Fact]
    public void A_changed_time_holds_from_its_day_and_leaves_the_past_alone()
    {
        var before = Daily(8);
        var changed = Daily(9);

        var revised = before.Revised(changed, Monday.AddDays(3));

        Assert.Equal(8, Assert.Single(revised.On(Monday.AddDays(2))).At.Hour);
        Assert.Equal(9, Assert.Single(revised.On(Monday.AddDays(3))).At.Hour);
    }

    [Fact]
    public void A_changed_time_leaves_the_rhythm_of_days_as_it_was()
    {
        var before = new DosePlan([new(Monday, DoseDays.EveryDays(3), [Time(8)])]);
        var changed = new DosePlan([new(Monday, DoseDays.EveryDays(3), [Time(9)])]);

        var revised = before.Revised(changed, Monday.AddDays(4));
        var again = revised.Revised(
            revised with
            {
                Phases = [revised.Phases[0], revised.Phases[1] with { Times = [Time(10)] }],
            },
            Monday.AddDays(8)
        );

        Assert.Equal("100100100100", Pattern(revised, 12));
        Assert.Equal("100100100100", Pattern(again, 12));
        Assert.Equal(10, Assert.Single(again.On(Monday.AddDays(9))).At.Hour);
    }

    [Fact]
    public void Saving_a_plan_unchanged_adds_nothing_to_it()
    {
        var plan = new DosePlan([
            new(Monday, DoseDays.OfWeek(DayOfWeek.Monday), [Time(8)]),
            new(Monday.AddDays(30), DoseDays.Daily, [Time(8)]),
        ]);
        var same = new DosePlan([
            new(Monday, DoseDays.OfWeek(DayOfWeek.Monday), [Time(8)]),
            new(Monday.AddDays(30), DoseDays.Daily, [Time(8)]),
        ]);

        Assert.Equal(plan.Phases, plan.Revised(same, Monday.AddDays(5)).Phases);
    }

    [Fact]
    public void A_start_that_is_put_off_asks_nothing_until_then()
    {
        var later = new DosePlan([new(Monday.AddDays(6), DoseDays.Daily, [Time(8)])]);

        Assert.Equal("1110001", Pattern(Daily(8).Revised(later, Monday.AddDays(3)), 7));
    }

    [Fact]
    public void What_lies_before_somebody_wrote_it_down_or_after_it_was_stopped_is_not_asked_for()
    {
        var plan = new DosePlan([new(Monday, DoseDays.Daily, [Time(8), Time(20)])])
        {
            NotBefore = Monday.ToDateTime(new(14, 0)),
            NotAfter = Monday.AddDays(1).ToDateTime(new(8, 0)),
        };

        Assert.Equal(20, Assert.Single(plan.On(Monday)).At.Hour);
        Assert.Equal(8, Assert.Single(plan.On(Monday.AddDays(1))).At.Hour);
        Assert.Empty(plan.On(Monday.AddDays(2)));
    }

    [Fact]
    public void Until_the_end_of_the_stock_ends_with_the_last_dose_that_it_covers()
    {
        var plan = new DosePlan([new(Monday, DoseDays.Daily, [Time(8), Time(20)])]);

        Assert.Equal(Wall(1, 8), MedicineStock.LastCovered(plan, 3000, Monday, _ => true, null));
        Assert.Equal(
            Wall(1, 8),
            MedicineStock.LastCovered(plan, 2000, Monday, dose => dose.At.Hour == 20, null)
        );
        Assert.Equal(
            Wall(0, 8),
            MedicineStock.LastCovered(plan, 0, Monday.AddDays(1), _ => true, Wall(0, 8))
        );
        Assert.Null(
            MedicineStock.LastCovered(plan with { LastDay = Monday }, 2000, Monday, _ => true, null)
        );
    }

    [Fact]
    public void Asked_by_instants_every_dose_of_a_spring_weekend_comes_once()
    {
        var plan = new DosePlan([
            new(Monday, DoseDays.Daily, [new(new(2, 30), 1000), new(new(3, 15), 1000)]),
        ]);
        var hours = Enumerable
            .Range(0, 72)
            .Select(n => Utc("2026-03-27T23:00:00Z").AddHours(n))
            .SelectMany(from => Due(plan, from, from.AddHours(1), Paris))
            .ToList();

        Assert.Equal(6, hours.Count);
        Assert.Equal(hours.Distinct(), hours);
        Assert.Equal(
            Due(plan, Utc("2026-03-27T23:00:00Z"), Utc("2026-03-30T23:00:00Z"), Paris),
            hours.Order()
        );
    }

    [Fact]
    public void Asked_by_instants_a_journey_makes_neither_a_second_dose_nor_none()
    {
        var moved = new ZoneTimeline([
            new(DateOnly.MinValue, "Europe/Paris"),
            new(Monday.AddDays(2), "Pacific/Tahiti"),
            new(Monday.AddDays(4), "Pacific/Auckland"),
        ]);

        var due = Due(Daily(8), Utc("2026-03-22T23:00:00Z"), Utc("2026-03-29T00:00:00Z"), moved);

        Assert.Equal(
            ["23T07", "24T07", "25T18", "26T18", "26T19", "27T19", "28T19"],
            due.Select(at =>
                at.ToString("dd'T'HH", System.Globalization.CultureInfo.InvariantCulture)
            )
        );
    }

    private static List<DateTime> Due(
        DosePlan plan,
        DateTime from,
        DateTime until,
        ZoneTimeline zones
    ) => [.. DoseDay.Between(plan, from, until, [], zones, from).Select(state => state.DueUtc)];

    private static string Pattern(DosePlan plan, int days) =>
        string.Concat(
            Enumerable.Range(0, days).Select(n => plan.On(Monday.AddDays(n)).Any() ? '1' : '0')
        );

    private static DosePlan Daily(int hour) => new([new(Monday, DoseDays.Daily, [Time(hour)])]);

    private static DoseTime Time(int hour) => new(new(hour, 0), 1000);

    private static DateTime Wall(int days, int hour) =>
        Monday.AddDays(days).ToDateTime(new(hour, 0));

    private static DateTime Utc(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
