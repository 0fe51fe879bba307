using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Importers.Tests.Fit.FitFile;

namespace HealthRecord.Importers.Tests.Fit;

public sealed class ActivityTests
{
    private const double SemicirclesPerDegree = 2_147_483_648 / 180.0;

    [Fact]
    public void A_session_becomes_a_workout_with_totals_laps_route_and_effort()
    {
        var file = ImportedFile.Of(
            Activity()
                .Message(20, [At(Morning), U8(3, 92), .. Place(48.8566, 2.3522, 35)])
                .Message(20, [At(Morning + 1), U8(3, 93), .. Place(48.8567, 2.3523, 36)])
                .Message(
                    19,
                    At(Morning + 60),
                    U32(2, Morning),
                    U32(7, 60_000),
                    U32(9, 15_000),
                    U8(15, 95)
                )
                .Message(19, At(Morning + 90), U32(2, Morning + 60), U32(7, 30_000), U32(9, 7_550))
                .Session(
                    Morning,
                    90,
                    1,
                    U32(9, 22_550),
                    U16(11, 12),
                    U8(16, 95),
                    U8(17, 120),
                    U8(24, 31),
                    S32(168, 35 * 65_536),
                    U8(193, 30)
                )
                .Message(34, At(Morning + 90), U32(5, Morning + 90 + 3600))
                .Done()
        );
        var workout = Assert.Single(file.Workouts);
        Assert.Equal(
            ("running", Ms(Morning), 90_000L, "+01:00"),
            (workout.Activity, workout.StartMs, workout.DurationMs, workout.Zone)
        );
        Assert.Equal(
            [
                new("distance", "sum", new(22_550, -2), "m"),
                new("active-energy", "sum", new(12, 0), "kcal"),
                new("heart-rate", "mean", new(95, 0), "/min"),
                new WorkoutTotal("heart-rate", "max", new(120, 0), "/min"),
            ],
            workout.Totals
        );
        Assert.Equal(
            [(Ms(Morning), 60_000L), (Ms(Morning + 60), 30_000)],
            workout.Laps.Select(l => (l.StartMs, l.DurationMs))
        );
        Assert.Equal(
            [
                new(Ms(Morning), 488_566_000, 23_522_000, 3500),
                new RoutePoint(Ms(Morning + 1), 488_567_000, 23_523_000, 3600),
            ],
            workout.Route
        );
        Assert.Equal(
            [
                new("training-effect", new(31, -1)),
                new("training-load", new(3500, -2)),
                new WorkoutEffort("rpe", new(30, -1)),
            ],
            workout.Efforts
        );
        Assert.Equal([92, 93], file.Readings.Select(r => r.Value.Digits));
        Assert.Equal(2, file.MergedByOrigin["lap"]);
        Assert.Equal(2, file.MergedByOrigin["record/position"]);
    }

    [Fact]
    public void The_sessions_of_a_triathlon_share_neither_laps_nor_route()
    {
        var file = ImportedFile.Of(
            Activity()
                .Message(20, [At(Morning), .. Place(48, 2, 35)])
                .Message(20, [At(Morning + 100), .. Place(49, 2, 35)])
                .Message(19, At(Morning + 50), U32(2, Morning), U32(7, 50_000))
                .Message(19, At(Morning + 150), U32(2, Morning + 100), U32(7, 50_000))
                .Session(Morning, 50, 5)
                .Session(Morning + 100, 50, 2)
                .Done()
        );
        Assert.Equal(["swimming", "cycling"], file.Workouts.Select(w => w.Activity));
        Assert.Equal(
            [480_000_000, 490_000_000],
            file.Workouts.Select(w => Assert.Single(w.Route).LatitudeE7)
        );
        Assert.All(file.Workouts, w => Assert.Equal(w.StartMs, Assert.Single(w.Laps).StartMs));
    }

    [Fact]
    public void An_activity_is_named_by_its_device_and_its_start_whoever_wrote_the_file()
    {
        var one = Of(4, created: Morning).Session(Morning, 50).Done();
        var other = Of(4, created: Morning + 5000).Session(Morning, 50).Done();
        Assert.Equal(
            Assert.Single(ImportedFile.Of(one).Workouts).Identity,
            Assert.Single(ImportedFile.Of(other).Workouts).Identity
        );
    }

    [Fact]
    public void Half_a_file_and_then_the_whole_tell_nothing_twice()
    {
        var activity = Activity();
        for (var i = 0u; i < 50; i++)
            activity
                .Message(20, At(Morning + i), U8(3, 60 + i))
                .Message(78, U16(0, 800 + i, 0xFFFF));
        var whole = activity.Session(Morning, 50).Done();
        var all = ImportedFile.Of(whole);
        Assert.Equal(100, all.Readings.Count);
        for (var cut = 20; cut < whole.Length; cut += 37)
        {
            var half = ImportedFile.Of(whole[..cut]);
            Assert.Subset(all.Plain().ToHashSet(), half.Plain().ToHashSet());
        }
    }

    [Fact]
    public void Intervals_between_beats_follow_one_another_and_catch_up_after_a_pause()
    {
        var file = ImportedFile.Of(
            Activity()
                .Second(Morning, 62)
                .Message(78, U16(0, 900, 1000, 0xFFFF))
                .Message(78, U16(0, 1100, 0xFFFF, 0xFFFF))
                .Second(Morning + 600, 63)
                .Message(78, U16(0, 950, 0xFFFF, 0xFFFF))
                .Done()
        );
        Assert.Equal(
            [(900L, 900L), (1900, 1000), (3000, 1100), (600_950, 950)],
            file.Readings.Where(r => r.Kind.Code == "rr-interval")
                .Select(r => (r.StartMs - Ms(Morning), r.Value.Digits))
        );
    }

    [Fact]
    public void A_strap_that_remembers_gives_its_heart_rate_later()
    {
        // Twelve bits each: 1536 and 2560, then 3584 and 512, which is one turn on.
        var file = ImportedFile.Of(
            Activity()
                .Message(132, At(Morning), U16(0, 16_384), U8(6, 60), U32(9, 512))
                .Message(132, U8(6, 61, 62, 63, 64), Bytes(10, Packed(1536, 2560, 3584, 512)))
                .Done()
        );
        Assert.Equal(
            [(500L, 60L), (1500, 61), (2500, 62), (3500, 63), (4500, 64)],
            file.Readings.Select(r => (r.StartMs - Ms(Morning), r.Value.Digits))
        );
    }

    [Fact]
    public void What_the_watch_wrote_itself_is_not_taken_from_the_strap_again()
    {
        var file = ImportedFile.Of(
            Activity()
                .Second(Morning, 60)
                .Message(132, At(Morning), U8(6, 60, 61), U32(9, 1024, 2048))
                .Done()
        );
        Assert.Equal([60, 61], file.Readings.Select(r => r.Value.Digits));
        Assert.Equal(1, file.MergedByOrigin["hr/filtered_bpm"]);
    }

    [Fact]
    public void Long_routes_keep_a_point_every_so_often_and_the_report_says_so()
    {
        var activity = Activity();
        for (var i = 0u; i < 9000; i++)
            activity.Message(20, [At(Morning + i), .. Place(48, 2, 35)]);
        var file = ImportedFile.Of(activity.Session(Morning, 9000).Done());
        var route = Assert.Single(file.Workouts).Route;
        Assert.Equal(2250, route.Count);
        Assert.All(route.Zip(route.Skip(1)), p => Assert.Equal(4000, p.Second.AtMs - p.First.AtMs));
        Assert.Equal(["import.routes-thinned"], file.WarningKeys);
        Assert.Equal(9000, file.MergedByOrigin["record/position"]);
    }

    private static Field[] Place(double latitude, double longitude, int metres) =>
        [
            S32(0, (long)Math.Round(latitude * SemicirclesPerDegree)),
            S32(1, (long)Math.Round(longitude * SemicirclesPerDegree)),
            U32(78, (metres + 500) * 5),
        ];

    private static byte[] Packed(params int[] ticks) =>
        [
            .. ticks
                .Chunk(2)
                .SelectMany(p =>
                    new[]
                    {
                        (byte)p[0],
                        (byte)((p[0] >> 8) | ((p[1] & 0x0F) << 4)),
                        (byte)(p[1] >> 4),
                    }
                ),
        ];
}
