using CsCheck;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Workouts;
using Xunit;

namespace HealthRecord.Domain.Tests.Workouts;

public sealed class SameWorkoutTests
{
    private const long Hour = 3_600_000;
    private static readonly SourceKey Watch = new("fit", "Montre");
    private static readonly SourceKey Phone = new("apple", "iPhone");
    private static readonly SourceKey[] Sources = [Watch, Phone, new("tcx", "Home trainer")];

    [Theory]
    [InlineData(60_000, 1.0, true)]
    [InlineData(61_000, 1.0, false)]
    [InlineData(0, 0.98, true)]
    [InlineData(0, 0.97, false)]
    public void Two_sources_tell_one_workout_when_start_and_length_are_near(
        long laterMs,
        double length,
        bool same
    )
    {
        var groups = SameWorkouts.Group([
            Told(0, Watch, 0, Hour, richness: 1),
            Told(1, Phone, laterMs, (long)(Hour * length), richness: 5),
        ]);

        Assert.Equal(
            same
                ?
                [
                    [1, 0],
                ]
                : (int[][])
                    [
                        [0],
                        [1],
                    ],
            groups.Select(g => g.ToArray())
        );
    }

    [Fact]
    public void Two_workouts_of_one_source_are_never_one() =>
        Assert.Equal(
            2,
            SameWorkouts.Group([Told(0, Watch, 0, Hour), Told(1, Watch, 1000, Hour)]).Count
        );

    [Fact]
    public void What_a_person_split_stays_split() =>
        Assert.Equal(
            2,
            SameWorkouts
                .Group([Told(0, Watch, 0, Hour), Told(1, Phone, 0, Hour) with { IsApart = true }])
                .Count
        );

    [Fact]
    public void The_order_of_the_tellings_does_not_matter_and_none_is_lost()
    {
        var telling =
            from source in Gen.Int[0, 2].Select(i => Sources[i])
            from start in Gen.Long[0, 4].Select(s => s * 40_000)
            from length in Gen.Long[96, 104].Select(l => l * Hour / 100)
            from richness in Gen.Int[0, 3]
            select (source, start, length, richness);
        telling
            .Array[0, 12]
            .SelectMany(told => Gen.Shuffle(told).Select(shuffled => (told, shuffled)))
            .Sample(both => Grouped(both.told) == Grouped(both.shuffled));
    }

    /// <summary>What is in each group, however the tellings were numbered.</summary>
    private static string Grouped((SourceKey Source, long Start, long Length, int Richness)[] told)
    {
        var groups = SameWorkouts.Group(
            told.Select((t, i) => Told(i, t.Source, t.Start, t.Length, t.Richness))
        );
        Assert.Equal(Enumerable.Range(0, told.Length), groups.SelectMany(g => g).Order());
        return string.Join(
            '\n',
            groups
                .Select(g => string.Join('|', g.Select(i => told[i].ToString())))
                .Order(StringComparer.Ordinal)
        );
    }

    private static ToldWorkout Told(
        int index,
        SourceKey source,
        long start,
        long length,
        int richness = 0
    ) => new(index, source, start, length, richness, IsApart: false);
}
