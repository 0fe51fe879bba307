using CsCheck;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Workouts;
using Xunit;

namespace HealthRecord.Domain.Tests.Workouts;

public sealed class RouteTests
{
    private static readonly Gen<RoutePoint> Points =
        from at in Gen.Long[0, 4_000_000_000_000]
        from latitude in Gen.Int[-900_000_000, 900_000_000]
        from longitude in Gen.Int[-1_800_000_000, 1_800_000_000]
        from altitude in Gen.Int[-50_000, 900_000].Nullable()
        select new RoutePoint(at, latitude, longitude, altitude);

    [Fact]
    public void A_route_comes_back_as_it_was() =>
        Points
            .Array[0, 60]
            .Sample(route => RouteCodec.Decode(RouteCodec.Encode(route)).SequenceEqual(route));

    [Fact]
    public void A_point_a_second_takes_nine_bytes_at_most()
    {
        var route = Enumerable
            .Range(0, 3600)
            .Select(i => new RoutePoint(
                1_770_000_000_000 + (i * 1000L),
                488_566_000 + (i * 260),
                23_522_000 + (i * 130),
                3500 + (i % 7)
            ))
            .ToList();

        Assert.InRange(RouteCodec.Encode(route).Length, 1, 9 * route.Count);
    }

    [Fact]
    public void Bytes_that_are_no_route_are_refused() =>
        Gen
            .Byte.Array[0, 60]
            .Sample(bytes =>
            {
                try
                {
                    RouteCodec.Decode(bytes);
                }
                catch (SegmentDamagedException)
                {
                    // Said, and nothing else.
                }
            });

    [Fact]
    public void A_degree_of_latitude_is_111_kilometres()
    {
        var metres = Routes.Metres(new(0, 0, 0, null), new RoutePoint(0, 10_000_000, 0, null));

        Assert.Equal(111_195, metres, 1.0);
    }

    [Fact]
    public void Cutting_leaves_no_point_near_either_end_not_even_of_a_round_that_comes_by_again()
    {
        // Out of the door, past it again in the middle, and home.
        var there = Enumerable.Range(0, 50).Select(i => At(i * 1000, 0)).ToList();
        var back = there.AsEnumerable().Reverse().ToList();
        List<RoutePoint> route = [.. there, .. back, .. there, .. back];

        var cut = Routes.CutEnds(route, 200);

        Assert.NotEmpty(cut);
        Assert.All(cut, p => Assert.True(Routes.Metres(route[0], p) > 200));
        Assert.Empty(Routes.CutEnds(there[..2], 200));
        Assert.Same(route, Routes.CutEnds(route, 0));
    }

    private static RoutePoint At(int north, int east) =>
        new(1_770_000_000_000, 488_566_000 + north, 23_522_000 + east, null);
}
