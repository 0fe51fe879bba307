using CsCheck;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Time;
using Xunit;
using static HealthRecord.Domain.Tests.Days.Make;

namespace HealthRecord.Domain.Tests.Days;

public sealed class CumulativeDayTests
{
    private static readonly string[] Zones =
    [
        "Europe/Paris",
        "Pacific/Apia",
        "America/Sao_Paulo",
        "Asia/Kathmandu",
        "America/New_York",
    ];

    /// <summary>Intervals of one source that do not overlap, as devices write them.</summary>
    private static Gen<ShownReading[]> Intervals(long from, int most) =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 600], Gen.Int[0, 900])
            .Array[0, most]
            .Select(items =>
            {
                var at = from;
                return items
                    .Select(i =>
                    {
                        at += i.Item1 * 30_000L;
                        var reading = Reading(at, i.Item2 * 10_000L, i.Item3);
                        at += i.Item2 * 10_000L;
                        return reading;
                    })
                    .ToArray();
            });

    [Fact]
    public void The_watch_wins_its_minutes_and_the_phone_gives_the_rest()
    {
        var table = Table(
            Steps,
            2026,
            In("UTC"),
            From(Phone, Reading("2026-05-01T10:00", 60, 600)),
            From(Watch, Reading("2026-05-01T10:30", 60, 900))
        );

        var day = table.On("2026-05-01");
        Assert.Equal(300 + 900, day.Total, 6);
        Assert.Equal(2, day.Count);
        Assert.Equal([Watch, Phone], table.Sources);
        Assert.Equal(new DayShare(0, 900, 0, 630, 690), day.Shares[0]);
        Assert.Equal(new DayShare(1, 300, 300, 600, 630), day.Shares[1]);
    }

    [Fact]
    public void A_watch_that_saw_no_step_still_covers_its_minutes()
    {
        var table = Table(
            Steps,
            2026,
            In("UTC"),
            From(Watch, Reading("2026-05-01T10:00", 60, 0)),
            From(Phone, Reading("2026-05-01T10:00", 60, 600))
        );

        Assert.Equal(0, table.On("2026-05-01").Total);
        Assert.Equal([Watch, Phone], table.Sources);
    }

    [Fact]
    public void The_order_that_a_person_chose_goes_before_ours()
    {
        var readings = new[]
        {
            From(Watch, Reading("2026-05-01T10:00", 60, 900)),
            From(Phone, Reading("2026-05-01T10:00", 60, 600)),
        };

        Assert.Equal(
            600,
            Table(Steps, 2026, In("UTC") with { Priority = [Phone] }, readings).Sum(),
            6
        );
    }

    [Fact]
    public void A_day_that_a_person_decided_takes_one_source_alone()
    {
        var context = In("UTC") with
        {
            Overrules = new Dictionary<DateOnly, SourceKey> { [new(2026, 5, 1)] = Phone },
        };
        var table = Table(
            Steps,
            2026,
            context,
            From(Watch, Reading("2026-05-01T10:00", 60, 900), Reading("2026-05-02T10:00", 60, 50)),
            From(Phone, Reading("2026-05-01T10:30", 60, 600), Reading("2026-05-02T10:00", 60, 70))
        );

        Assert.True(table.On("2026-05-01").Overruled);
        Assert.Equal(600, table.On("2026-05-01").Total, 6);
        Assert.Equal(50, table.On("2026-05-02").Total, 6);
    }

    [Fact]
    public void A_daily_total_is_used_only_where_nobody_knows_the_minutes()
    {
        var table = Table(
            Steps,
            2026,
            In("UTC"),
            From(
                Copy,
                Reading("2026-05-01T00:00", 1440, 9000),
                Reading("2026-05-02T00:00", 1440, 8000)
            ),
            From(
                SourceKey.ByHand,
                Reading("2026-05-02T20:00", 0, 7000),
                Reading("2026-05-03T20:00", 0, 6000)
            ),
            From(Phone, Reading("2026-05-01T10:00", 60, 600))
        );

        Assert.Equal(600, table.On("2026-05-01").Total, 6);
        Assert.Equal(8000, table.On("2026-05-02").Total, 6);
        Assert.Equal(6000, table.On("2026-05-03").Total, 6);
        Assert.Equal(
            9000,
            table.On("2026-05-01").Shares.Single(s => table.Sources[s.Source] == Copy).Ignored,
            3
        );
    }

    [Fact]
    public void Sums_over_days_are_conserved_wherever_the_person_lives() =>
        Gen.Select(
                Intervals(Ms("2026-02-20T00:00"), 300),
                Gen.Int[0, Zones.Length - 1],
                Gen.Int[0, 300]
            )
            .Sample(
                (readings, zone, moveAfter) =>
                {
                    var timeline = new ZoneTimeline([
                        new(DateOnly.MinValue, Zones[zone]),
                        new(
                            new DateOnly(2026, 2, 20).AddDays(moveAfter % 60),
                            Zones[(zone + 1) % Zones.Length]
                        ),
                    ]);
                    var context = In("UTC") with { Zones = timeline };

                    var table = Table(Steps, 2026, context, From(Watch, readings));

                    Assert.Equal(readings.Sum(r => r.First), table.Sum(), 2);
                    Assert.Equal(readings.Length, table.Days.Sum(d => d.Count));
                },
                iter: 300
            );

    [Fact]
    public void Two_sources_are_never_added() =>
        Gen.Select(
                Intervals(Ms("2026-03-27T00:00"), 120),
                Intervals(Ms("2026-03-27T00:00"), 120),
                Gen.Int[0, Zones.Length - 1]
            )
            .Sample(
                (watch, phone, zone) =>
                {
                    var context = In(Zones[zone]);
                    var both = Table(Steps, 2026, context, From(Watch, watch), From(Phone, phone));
                    var alone = Table(Steps, 2026, context, From(Watch, watch));
                    var other = Table(Steps, 2026, context, From(Phone, phone));

                    foreach (var day in both.Days)
                    {
                        var best = TotalOn(alone, day.Day);
                        Assert.InRange(
                            day.Total,
                            best - 1e-4,
                            best + TotalOn(other, day.Day) + 1e-4
                        );
                    }
                },
                iter: 300
            );

    [Fact]
    public void The_same_steps_told_twice_are_told_once() =>
        Intervals(Ms("2026-10-20T00:00"), 200)
            .Sample(
                readings =>
                {
                    var one = Table(Steps, 2026, In("Europe/Paris"), From(Watch, readings));
                    var two = Table(
                        Steps,
                        2026,
                        In("Europe/Paris"),
                        From(Phone, readings),
                        From(Watch, readings)
                    );

                    Assert.Equal(one.Days.Select(d => d.Total), two.Days.Select(d => d.Total));
                },
                iter: 200
            );

    [Fact]
    public void The_order_in_which_sources_come_does_not_matter() =>
        Gen.Select(Intervals(Ms("2026-06-01T00:00"), 60), Intervals(Ms("2026-06-01T00:00"), 60))
            .Sample(
                (watch, phone) =>
                    Assert.Equal(
                        Table(
                            Steps,
                            2026,
                            In("Europe/Paris"),
                            From(Watch, watch),
                            From(Phone, phone)
                        ),
                        Table(
                            Steps,
                            2026,
                            In("Europe/Paris"),
                            From(Phone, phone),
                            From(Watch, watch)
                        )
                    ),
                iter: 200
            );

    [Theory]
    [InlineData("Europe/Paris", "2026-03-29", "2026-03-28T23:00", 23)]
    [InlineData("Europe/Paris", "2026-10-25", "2026-10-24T22:00", 25)]
    public void A_day_has_as_many_hours_as_the_clock_gave_it(
        string zone,
        string day,
        string start,
        int hours
    )
    {
        // One step a minute for three days around.
        var from = Ms(start) - (24 * 3_600_000);
        var readings = Enumerable
            .Range(0, 72)
            .Select(h => Reading(from + (h * 3_600_000L), 3_600_000, 60));

        var table = Table(Steps, 2026, In(zone), From(Watch, readings));

        Assert.Equal(hours * 60, table.On(day).Total, 6);
        Assert.Equal(72 * 60, table.Sum(), 6);
    }

    [Fact]
    public void Apia_had_no_30_December_2011()
    {
        var from = Ms("2011-12-28T00:00");
        var readings = Enumerable
            .Range(0, 96)
            .Select(h => Reading(from + (h * 3_600_000L), 3_600_000, 60));

        var table = Table(Steps, 2011, In("Pacific/Apia"), From(Watch, readings));

        Assert.DoesNotContain(table.Days, d => d.Day == new DateOnly(2011, 12, 30));
        Assert.Equal(24 * 60, table.On("2011-12-29").Total, 6);
    }

    [Fact]
    public void Sao_Paulo_skipped_midnight_of_4_November_2018()
    {
        var from = Ms("2018-11-03T00:00");
        var readings = Enumerable
            .Range(0, 72)
            .Select(h => Reading(from + (h * 3_600_000L), 3_600_000, 60));

        var table = Table(Steps, 2018, In("America/Sao_Paulo"), From(Watch, readings));

        Assert.Equal(23 * 60, table.On("2018-11-04").Total, 6);
        Assert.Equal(72 * 60, table.Sum(), 6);
    }

    [Fact]
    public void A_reading_with_a_zone_of_its_own_belongs_to_the_day_there()
    {
        var table = Table(
            Steps,
            2026,
            In("Europe/Paris"),
            From(
                Watch,
                Reading("2026-05-01T22:30", 30, 100, "America/New_York"),
                Reading("2026-05-01T23:00", 30, 10)
            )
        );

        Assert.Equal(100, table.On("2026-05-01").Total, 6);
        Assert.Equal(10, table.On("2026-05-02").Total, 6);
    }

    private static double TotalOn(DayTable table, DateOnly day) =>
        table.Days.FirstOrDefault(d => d.Day == day)?.Total ?? 0;
}
