using CsCheck;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Domain.Tests.Days.Make;

namespace HealthRecord.Domain.Tests.Days;

public sealed class NumberDayTests
{
    private static readonly SourceKey Scale = new("withings", "Body+");

    [Fact]
    public void A_weight_that_an_app_copied_counts_once()
    {
        var table = Table(
            Weight,
            2026,
            In("UTC"),
            From(
                Copy,
                Reading("2026-05-01T07:01", 0, 70.5),
                Reading("2026-05-01T07:01:30", 0, 70.5)
            ),
            From(Scale, Reading("2026-05-01T07:00", 0, 70.45), Reading("2026-05-01T19:00", 0, 71.2))
        );

        var day = table.On("2026-05-01");
        Assert.Equal([Scale, Copy], table.Sources);
        // One echo of one weighing; the second copy is a reading of its own.
        Assert.Equal(1, day.Echoes);
        Assert.Equal(3, day.Count);
        Assert.Equal(71.2, day.Last);
        Assert.Equal(70.45, day.Min);
    }

    [Theory]
    [InlineData("2026-05-01T07:01:31", 70.5)]
    [InlineData("2026-05-01T07:00", 70.7)]
    public void Another_moment_or_another_value_is_another_reading(string at, double value)
    {
        var table = Table(
            Weight,
            2026,
            In("UTC"),
            From(Scale, Reading("2026-05-01T07:00", 0, 70.5)),
            From(Copy, Reading(at, 0, value))
        );

        Assert.Equal(0, table.On("2026-05-01").Echoes);
        Assert.Equal(2, table.On("2026-05-01").Count);
    }

    [Fact]
    public void An_echo_that_is_said_to_be_its_own_counts()
    {
        var own = Reading("2026-05-01T07:00:30", 0, 70.5) with { IsOwn = true };

        var table = Table(
            Weight,
            2026,
            In("UTC"),
            From(Watch, Reading("2026-05-01T07:00", 0, 70.5)),
            From(Phone, own)
        );

        Assert.Equal((2, 0), (table.On("2026-05-01").Count, table.On("2026-05-01").Echoes));
    }

    [Fact]
    public void A_list_names_as_many_echoes_as_the_day_counts() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 20], Gen.Int[0, 2], Gen.Bool)
            .Array[0, 14]
            .Sample(told =>
            {
                SourceKey[] sources = [Watch, Phone, Copy];
                var readings = told.Select(t =>
                        (
                            Source: sources[t.Item1],
                            Reading: Reading(
                                Ms("2026-05-01T07:00") + (t.Item2 * 40_000L),
                                0,
                                70 + (t.Item3 * 0.1)
                            ) with
                            {
                                IsOwn = t.Item4 && t.Item2 % 3 == 0,
                            }
                        )
                    )
                    .ToList();

                var echoed = EchoSearch.Find(Weight, [], readings);

                var table = Table(
                    Weight,
                    2026,
                    In("UTC"),
                    [
                        .. readings
                            .GroupBy(r => r.Source)
                            .Select(g => From(g.Key, g.Select(r => r.Reading))),
                    ]
                );
                Assert.Equal(table.Days.Sum(d => d.Echoes), echoed.Count(e => e >= 0));
                for (var i = 0; i < readings.Count; i++)
                    if (echoed[i] >= 0)
                    {
                        Assert.NotEqual(readings[i].Source, readings[echoed[i]].Source);
                        Assert.False(readings[i].Reading.IsOwn);
                    }
            });

    [Fact]
    public void A_source_never_echoes_itself()
    {
        var table = Table(
            Weight,
            2026,
            In("UTC"),
            From(Scale, Reading("2026-05-01T07:00", 0, 70.5), Reading("2026-05-01T07:01", 0, 70.5))
        );

        Assert.Equal(2, table.On("2026-05-01").Count);
    }

    [Fact]
    public void A_pressure_is_an_echo_only_as_a_pair()
    {
        var kind = KindCatalogue.Get("blood-pressure");
        ShownReading Pair(double systolic, double diastolic, double pulse) =>
            new(Ms("2026-05-01T07:00"), 0, systolic, diastolic, double.NaN, pulse, null, false);

        var table = Table(
            kind,
            2026,
            In("UTC"),
            From(new("omron", "M7"), Pair(121, 79, 64)),
            From(Copy, Pair(121, 79, double.NaN)),
            From(Phone, Pair(121, 83, 60))
        );

        var day = table.On("2026-05-01");
        Assert.Equal((2, 1), (day.Count, day.Echoes));
        Assert.Equal((121, 81, 62), (day.Mean, day.Second, day.Third));
    }

    [Fact]
    public void Implausible_readings_are_listed_and_not_counted()
    {
        var table = Table(
            Weight,
            2026,
            In("UTC"),
            From(
                Scale,
                Reading("2026-05-01T07:00", 0, 70.5),
                Reading("2026-05-01T08:00", 0, 640) with
                {
                    SetAside = true,
                }
            )
        );

        var day = table.On("2026-05-01");
        Assert.Equal((1, 1, 70.5), (day.Count, day.SetAside, day.Max));
        Assert.Equal(70.5, table.Latest?.First);
    }

    [Fact]
    public void Sound_levels_are_averaged_on_the_energy_scale()
    {
        var table = Table(
            KindCatalogue.Get("audio-exposure"),
            2026,
            In("UTC"),
            From(Watch, Reading("2026-05-01T07:00", 30, 60), Reading("2026-05-01T08:00", 30, 90))
        );

        Assert.Equal(86.994, table.On("2026-05-01").Mean, 3);
    }

    [Fact]
    public void Scores_of_two_vendors_are_never_averaged()
    {
        var table = Table(
            KindCatalogue.Get("sleep-score"),
            2026,
            In("UTC"),
            From(Watch, Reading("2026-05-01T07:00", 0, 80)),
            From(Phone, Reading("2026-05-01T07:30", 0, 40))
        );

        Assert.Equal(80, table.On("2026-05-01").Last);
        Assert.Equal(1, table.On("2026-05-01").Count);
    }

    [Fact]
    public void A_night_counted_by_two_sources_is_told_by_the_better_one()
    {
        var table = Table(
            KindCatalogue.Get("sleep-total"),
            2026,
            In("Europe/Paris"),
            From(Watch, Reading("2026-05-01T21:00", 480, 7.2)),
            From(SourceKey.ByHand, Reading("2026-05-02T06:00", 0, 8))
        );

        Assert.Equal(7.2, Assert.Single(table.Days).Total);
        Assert.Equal(new DateOnly(2026, 5, 2), table.Days[0].Day);
    }
}
