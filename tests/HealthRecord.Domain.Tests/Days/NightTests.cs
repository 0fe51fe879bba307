using HealthRecord.Domain.Days;
using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Domain.Tests.Days.Make;

namespace HealthRecord.Domain.Tests.Days;

public sealed class NightTests
{
    private const int InBed = 0;
    private const int Awake = 1;
    private const int Light = 2;
    private const int Deep = 3;
    private const int Rem = 4;
    private const int Asleep = 5;

    private static readonly ShownReading[] WatchNight =
    [
        Reading("2026-05-01T21:30", 90, Light),
        Reading("2026-05-01T23:00", 60, Deep),
        Reading("2026-05-02T00:00", 30, Awake),
        Reading("2026-05-02T00:30", 90, Light),
        Reading("2026-05-02T02:00", 60, Rem),
        Reading("2026-05-02T03:00", 15, Awake),
    ];

    [Fact]
    public void A_night_belongs_to_the_day_of_waking()
    {
        var table = Table(Sleep, 2026, In("Europe/Paris"), From(Watch, WatchNight));

        var night = Assert.Single(table.Nights);
        Assert.Equal(new DateOnly(2026, 5, 2), night.Day);
        Assert.Equal((23 * 60) + 30, night.StartMinute);
        Assert.Equal((5 * 60) + 15, night.EndMinute);
        Assert.Equal([0, 0.75, 3, 1, 1, 0], night.HoursByCode);
        Assert.Equal(5, night.AsleepHours);
        Assert.Equal(1, night.Awakenings);
        Assert.False(night.IsNap);
        Assert.Equal(night.HoursByCode, table.On("2026-05-02").HoursByCode);
    }

    [Fact]
    public void Time_in_bed_of_the_phone_is_not_added_to_the_stages_of_the_watch()
    {
        var table = Table(
            Sleep,
            2026,
            In("Europe/Paris"),
            From(Phone, Reading("2026-05-01T20:00", 600, InBed)),
            From(Watch, WatchNight)
        );

        var night = Assert.Single(table.Nights);
        Assert.Equal(Watch, table.Sources[night.Source]);
        Assert.Equal(5, night.AsleepHours);
        Assert.Equal(0, night.HoursByCode[InBed]);
    }

    [Fact]
    public void Stages_of_two_sources_are_never_mixed()
    {
        var other = new SourceKey("apple", "Oura");
        var table = Table(
            Sleep,
            2026,
            In("Europe/Paris"),
            From(Watch, WatchNight),
            From(other, Reading("2026-05-01T21:00", 420, Deep))
        );

        var night = Assert.Single(table.Nights);
        Assert.Equal(Watch, table.Sources[night.Source]);
        Assert.Equal(1, night.HoursByCode[Deep]);
    }

    [Fact]
    public void Stages_go_before_a_better_placed_source_without_them()
    {
        var table = Table(
            Sleep,
            2026,
            In("Europe/Paris") with
            {
                Priority = [SourceKey.ByHand],
            },
            From(SourceKey.ByHand, Reading("2026-05-01T21:00", 480, Asleep)),
            From(Watch, WatchNight)
        );

        Assert.Equal(Watch, table.Sources[Assert.Single(table.Nights).Source]);
    }

    [Fact]
    public void Who_decided_for_a_source_gets_its_night()
    {
        var context = In("Europe/Paris") with
        {
            Overrules = new Dictionary<DateOnly, SourceKey>
            {
                [new(2026, 5, 2)] = SourceKey.ByHand,
            },
        };
        var table = Table(
            Sleep,
            2026,
            context,
            From(SourceKey.ByHand, Reading("2026-05-01T21:00", 480, Asleep)),
            From(Watch, WatchNight)
        );

        Assert.Equal(8, Assert.Single(table.Nights).AsleepHours);
    }

    [Fact]
    public void A_pause_of_three_hours_parts_a_nap_from_the_night()
    {
        var table = Table(
            Sleep,
            2026,
            In("Europe/Paris"),
            From(Watch, [.. WatchNight, Reading("2026-05-02T12:00", 40, Light)])
        );

        Assert.Equal([false, true], table.Nights.Select(n => n.IsNap));
        Assert.Equal(5 + (40 / 60d), table.On("2026-05-02").Total, 5);
    }

    [Fact]
    public void A_source_that_tells_an_hour_twice_slept_it_once()
    {
        var table = Table(
            Sleep,
            2026,
            In("Europe/Paris"),
            From(
                Watch,
                Reading("2026-05-01T22:00", 480, Asleep),
                Reading("2026-05-01T22:00", 120, Deep),
                Reading("2026-05-02T01:00", 60, Awake)
            )
        );

        var night = Assert.Single(table.Nights);
        Assert.Equal(7, night.AsleepHours);
        Assert.Equal([0, 1, 0, 2, 0, 5], night.HoursByCode);
    }
}
