using CsCheck;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Domain.Tests.Days.Make;

namespace HealthRecord.Domain.Tests.Days;

/// <summary>What really happened is known minute by minute; two or three devices with gaps tell parts of it.</summary>
public sealed class KnownTruthTests
{
    private const int Minutes = 2 * 1440;
    private static readonly long Start = Ms("2026-05-01T00:00");
    private static readonly SourceKey[] Devices = [Watch, Phone, Copy];

    /// <summary>Lengths of what a device wrote down and of the gaps after it, in minutes.</summary>
    private static readonly Gen<(int Told, int Gap)[]> Worn = Gen.Select(
        Gen.Int[1, 90],
        Gen.Frequency((2, Gen.Const(0)), (1, Gen.Int[1, 200]))
    ).Array[0, 40];

    public static TheoryData<string, int> Kinds()
    {
        var rows = new TheoryData<string, int>();
        foreach (
            var kind in KindCatalogue.All.Where(k =>
                (k.Aggregation & Aggregation.SumAfterMerge) != Aggregation.None
            )
        )
        {
            rows.Add(kind.Code, 2);
            rows.Add(kind.Code, 3);
        }
        return rows;
    }

    [Fact]
    public void Every_kind_that_is_merged_is_among_them()
    {
        var merged = Kinds().Select(row => row.Data.Item1).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "steps",
                "distance",
                "floors",
                "active-energy",
                "resting-energy",
                "wheelchair-pushes",
            },
            merged
        );
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_total_is_what_happened_while_anybody_looked(string code, int devices)
    {
        var kind = KindCatalogue.Get(code);
        Gen.Select(Gen.Int[0, 3].Array[Minutes], Worn.Array[devices])
            .Sample(
                (truth, worn) =>
                {
                    var told = worn.Select((w, d) => Tell(Devices[d], truth, w)).ToArray();
                    var seen = Enumerable.Range(0, Minutes).Where(m => told.Any(t => t.Saw[m]));
                    var expected = seen.Sum(m => truth[m]);

                    var table = Table(kind, 2026, In("UTC"), [.. told.Select(t => t.Readings)]);

                    Assert.Equal(expected, table.Sum(), 2);
                    var alone = told.Select(t => t.Readings.Readings.Sum(r => r.First)).ToList();
                    Assert.InRange(table.Sum(), alone.Max() - 0.01, alone.Sum() + 0.01);
                    // What is said of the sources adds up to what is said of the day, and to all that they told.
                    var shares = table.Days.SelectMany(d => d.Shares).ToList();
                    Assert.Equal(expected, shares.Sum(s => s.Amount), 0);
                    Assert.Equal(alone.Sum(), shares.Sum(s => s.Amount + s.Ignored), 0);
                },
                iter: 20
            );
    }

    [Fact]
    public void What_another_source_told_whole_is_a_double_and_half_of_it_is_none()
    {
        var table = Table(
            Steps,
            2026,
            In("UTC"),
            From(Watch, Reading("2026-05-01T10:00", 60, 900)),
            From(
                Phone,
                Reading("2026-05-01T10:10", 10, 90),
                Reading("2026-05-01T10:20", 10, 0),
                Reading("2026-05-01T10:30", 10, 80),
                Reading("2026-05-01T10:50", 20, 200)
            )
        );

        var day = table.On("2026-05-01");
        Assert.Equal(2, day.Echoes);
        Assert.Equal(2, day.Count);
        Assert.Equal(1000, day.Total, 6);
    }

    [Fact]
    public void A_device_alone_has_no_doubles() =>
        Gen.Select(Gen.Int[0, 3].Array[Minutes], Worn)
            .Sample(
                (truth, worn) =>
                {
                    var told = Tell(Watch, truth, worn).Readings;

                    Assert.Equal(
                        0,
                        Table(Steps, 2026, In("Europe/Paris"), told).Days.Sum(d => d.Echoes)
                    );
                },
                iter: 30
            );

    private static (SourceReadings Readings, bool[] Saw) Tell(
        SourceKey source,
        int[] truth,
        (int Told, int Gap)[] worn
    )
    {
        var saw = new bool[Minutes];
        var readings = new List<ShownReading>();
        var at = 0;
        foreach (var (length, gap) in worn)
        {
            for (var m = at; m < Math.Min(at + length, Minutes); m++)
            {
                saw[m] = true;
                readings.Add(Reading(Start + (m * 60_000L), 60_000, truth[m]));
            }
            at += length + gap;
        }
        return (Make.From(source, readings), saw);
    }
}
