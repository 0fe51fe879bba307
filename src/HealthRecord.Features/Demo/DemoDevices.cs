using HealthRecord.Domain.Readings;

namespace HealthRecord.Features.Demo;

/// <summary>Ten years of a watch, a phone, a scale, a cuff and a meter, as if an export had been imported.</summary>
internal static class DemoDevices
{
    private const int InBed = 0;
    private const int Awake = 1;
    private const int Light = 2;
    private const int Deep = 3;
    private const int Rem = 4;

    public static IEnumerable<IncomingReading> Of(DemoMember member, DemoCalendar calendar)
    {
        var chance = new DemoChance(member.Seed);
        var born = member.BornOn(calendar.Today);
        foreach (var day in calendar.Days(born))
        {
            if (member.HasWatch)
                foreach (var reading in Watch(member, day, chance))
                    yield return reading;
            if (member.HasCuff && chance.Between(1, 7) <= 4)
                yield return Pressure(member, day, chance);
            if (member.HasGlucoseMeter)
                yield return Glucose(member, day, chance);
        }
    }

    private static IEnumerable<IncomingReading> Watch(
        DemoMember member,
        DateOnly day,
        DemoChance chance
    )
    {
        var watch = new SourceKey("apple", $"Montre de {member.Name}");
        var phone = new SourceKey("apple", $"iPhone de {member.Name}");
        var scale = new SourceKey("apple", "Balance");
        var rest =
            58
            + (member.Seed == 12 ? 4 : 0)
            + (2 * Math.Sin(day.DayNumber / 58.0))
            + chance.Normal();
        var wake =
            405
            + (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 75 : 0)
            + (15 * chance.Normal());
        var sleep = 1370 + (20 * chance.Normal());
        var lively = day.DayOfWeek is DayOfWeek.Sunday or DayOfWeek.Wednesday ? 1.35 : 1.0;

        for (var minute = 0; minute < 1440; minute += 15)
        {
            var awake = minute > wake && minute < sleep;
            var effort = awake
                ? 14 + (9 * Math.Sin(minute / 140.0)) + (6 * chance.Normal())
                : 3 * chance.Unit();
            yield return DemoCalendar.Reading(
                "heart-rate",
                watch,
                DemoCalendar.At(day, minute + chance.Unit()),
                0,
                rest + Math.Max(0, effort)
            );
        }
        for (var hour = 7; hour < 22; hour++)
        {
            var walked = Math.Max(0, lively * (560 + (340 * chance.Normal())));
            var start = DemoCalendar.At(day, hour * 60);
            // The watch rests on its charger in the evening; the phone is left on the desk in the morning.
            if (hour < 21)
                yield return DemoCalendar.Reading("steps", watch, start, 60, walked);
            if (hour >= 9)
                yield return DemoCalendar.Reading(
                    "steps",
                    phone,
                    start,
                    60,
                    walked * (0.82 + (0.1 * chance.Unit()))
                );
            yield return DemoCalendar.Reading(
                "active-energy",
                watch,
                start,
                60,
                12 + (walked * 0.035)
            );
            yield return DemoCalendar.Reading("distance", watch, start, 60, walked * 0.71);
        }
        yield return DemoCalendar.Reading(
            "resting-heart-rate",
            watch,
            DemoCalendar.At(day, wake + 20),
            0,
            rest
        );
        yield return DemoCalendar.Reading(
            "hrv-sdnn",
            watch,
            DemoCalendar.At(day, wake - 60),
            0,
            Math.Max(12, 46 + (9 * chance.Normal()))
        );
        foreach (var stage in Night(watch, day, sleep - 1440, wake, chance))
            yield return stage;
        if (day.DayOfWeek == DayOfWeek.Monday)
            yield return DemoCalendar.Reading(
                "body-weight",
                scale,
                DemoCalendar.At(day, wake + 12),
                0,
                Weight(member, day, chance)
            );
    }

    private static IEnumerable<IncomingReading> Night(
        SourceKey watch,
        DateOnly day,
        double from,
        double to,
        DemoChance chance
    )
    {
        if (chance.OneIn(25))
            yield break;
        yield return DemoCalendar.Reading(
            "sleep-stage",
            watch,
            DemoCalendar.At(day, from),
            to - from,
            InBed
        );
        var minute = from + 8 + (10 * chance.Unit());
        var cycle = 0;
        while (minute < to - 15)
        {
            var (stage, length) = (cycle++ % 5) switch
            {
                0 or 2 => (Light, 24 + (5 * chance.Normal())),
                1 => (Deep, 26 - (cycle * 1.2) + (5 * chance.Normal())),
                3 => (Rem, 14 + (cycle * 1.1) + (3 * chance.Normal())),
                _ => (Awake, 2 + (4 * chance.Unit())),
            };
            length = Math.Clamp(Math.Round(length), 1, to - minute);
            yield return DemoCalendar.Reading(
                "sleep-stage",
                watch,
                DemoCalendar.At(day, minute),
                length,
                stage
            );
            minute += length;
        }
    }

    private static double Weight(DemoMember member, DateOnly day, DemoChance chance) =>
        (member.Seed == 11 ? 63.4 : 79.2)
        + (1.6 * Math.Sin(day.DayNumber / 190.0))
        + (0.25 * chance.Normal());

    private static IncomingReading Pressure(DemoMember member, DateOnly day, DemoChance chance)
    {
        var systolic =
            (member.Seed == 15 ? 131 : 126)
            + (5 * Math.Sin(day.DayNumber / 110.0))
            + (6 * chance.Normal());
        var rest = new ReadingParts([
            DemoCalendar.Written((systolic * 0.6) + 2 + (3 * chance.Normal()), 0),
            null,
            DemoCalendar.Written(68 + (4 * chance.Normal()), 0),
        ]);
        return DemoCalendar.Reading(
            "blood-pressure",
            new("apple", "Tensiomètre"),
            DemoCalendar.At(day, 470 + (20 * chance.Normal())),
            0,
            systolic,
            parts: rest
        );
    }

    private static IncomingReading Glucose(DemoMember member, DateOnly day, DemoChance chance) =>
        DemoCalendar.Reading(
            "glucose",
            new("apple", "Lecteur de glycémie"),
            DemoCalendar.At(day, 440 + (10 * chance.Normal())),
            0,
            1.06 + (0.09 * chance.Normal()),
            "g/L"
        );
}
