using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Demo;

/// <summary>What the family typed: growth of the children, temperatures, the grandparents' scale.</summary>
internal static class DemoByHand
{
    // Median-like growth, invented: years, centimetres, kilograms.
    private static readonly (double Years, double Height, double Weight)[] Growth =
    [
        (0, 50, 3.4),
        (0.25, 60, 6.0),
        (0.5, 66, 7.7),
        (1, 75, 9.6),
        (2, 87, 12.2),
        (3, 96, 14.4),
        (4, 103, 16.4),
        (5, 110, 18.6),
        (6, 116, 21),
        (8, 128, 26),
        (10, 139, 32.5),
        (12, 151, 41),
        (14, 161, 50),
    ];

    // Invented as well: years, centimetres around the head.
    private static readonly (double Years, double Head)[] Heads =
    [
        (0, 34.6),
        (0.25, 40.7),
        (0.5, 43.6),
        (1, 46.4),
        (2, 48.7),
        (3, 49.9),
        (5, 51.2),
    ];

    public static IEnumerable<IncomingReading> Of(DemoMember member, DemoCalendar calendar)
    {
        var chance = new DemoChance(member.Seed * 1000);
        var born = member.BornOn(calendar.Today);
        foreach (var day in calendar.Days(born))
        {
            var age = (day.DayNumber - born.DayNumber) / 365.25;
            if (age < 18)
            {
                foreach (var reading in Child(day, born, age, chance))
                    yield return reading;
            }
            else if (!member.HasWatch && day.DayOfWeek == DayOfWeek.Sunday)
            {
                var weight =
                    (member.Seed == 15 ? 61.5 : 74)
                    + Math.Sin(day.DayNumber / 220.0)
                    + (0.3 * chance.Normal());
                yield return DemoCalendar.Reading(
                    "body-weight",
                    SourceKey.ByHand,
                    DemoCalendar.At(day, 510),
                    0,
                    weight
                );
            }
        }
    }

    private static IEnumerable<IncomingReading> Child(
        DateOnly day,
        DateOnly born,
        double age,
        DemoChance chance
    )
    {
        var days = day.DayNumber - born.DayNumber;
        var every =
            age < 1 ? 30
            : age < 4 ? 91
            : 182;
        if (days % every == 0)
        {
            var (height, weight) = GrowthAt(age);
            yield return DemoCalendar.Reading(
                "height",
                SourceKey.ByHand,
                DemoCalendar.At(day, 640),
                0,
                height + (0.3 * chance.Normal())
            );
            yield return DemoCalendar.Reading(
                "body-weight",
                SourceKey.ByHand,
                DemoCalendar.At(day, 641),
                0,
                weight + (0.12 * chance.Normal())
            );
            if (age < Heads[^1].Years)
                yield return DemoCalendar.Reading(
                    "head-circumference",
                    SourceKey.ByHand,
                    DemoCalendar.At(day, 642),
                    0,
                    HeadAt(age) + (0.1 * Math.Sin(days))
                );
        }
        // A cold now and then: three evenings of temperature.
        if (days % 173 is < 3 and >= 0 && days > 60)
            yield return DemoCalendar.Reading(
                "body-temperature",
                SourceKey.ByHand,
                DemoCalendar.At(day, 1110 + (20 * chance.Unit())),
                0,
                38.6 - (0.5 * (days % 173)) + (0.2 * chance.Normal())
            );
    }

    private static double HeadAt(double age)
    {
        var next = Array.FindIndex(Heads, 1, at => age <= at.Years);
        var (from, to) = (Heads[next - 1], Heads[next]);
        return from.Head + ((age - from.Years) / (to.Years - from.Years) * (to.Head - from.Head));
    }

    private static (double Height, double Weight) GrowthAt(double age)
    {
        for (var i = 1; i < Growth.Length; i++)
        {
            var (from, to) = (Growth[i - 1], Growth[i]);
            if (age > to.Years)
                continue;
            var part = (age - from.Years) / (to.Years - from.Years);
            return (
                from.Height + (part * (to.Height - from.Height)),
                from.Weight + (part * (to.Weight - from.Weight))
            );
        }
        return (Growth[^1].Height, Growth[^1].Weight);
    }
}
