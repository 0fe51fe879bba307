using CsCheck;
using HealthRecord.Domain.Days;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using Xunit;
using static HealthRecord.Domain.Tests.Days.Make;

namespace HealthRecord.Domain.Tests.Days;

public sealed class DayTableCodecTests
{
    private static readonly SourceKey[] Sources = [Watch, Phone, SourceKey.ByHand];

    private static readonly Gen<DayTable> Tables = Gen.Select(
        Gen.Int[0, 3],
        Gen.Select(
            Gen.Int[0, 360 * 48],
            Gen.Int[0, 900],
            Gen.Double[-5, 300],
            Gen.Int[0, 2],
            Gen.Bool
        ).Array[0, 60],
        (kind, items) =>
        {
            string[] kinds = ["steps", "sleep-stage", "heart-rate", "blood-pressure"];
            var readings = Sources.Select(
                (source, rank) =>
                    From(
                        source,
                        items
                            .Where(i => i.Item4 == rank)
                            .Select(i =>
                                Reading(
                                    Ms("2026-01-02T00:00") + (i.Item1 * 1_800_000L),
                                    i.Item2 * 60_000L,
                                    kind == 1 ? Math.Abs((int)i.Item3) % 6 : i.Item3
                                ) with
                                {
                                    Second = kind == 3 ? i.Item3 / 2 : double.NaN,
                                    SetAside = i.Item5 && i.Item1 % 5 == 0,
                                }
                            )
                    )
            );
            return DayTableBuilder.Build(
                KindCatalogue.Get(kinds[kind]),
                2026,
                In("Europe/Paris") with
                {
                    Overrules = new Dictionary<DateOnly, SourceKey> { [new(2026, 4, 4)] = Phone },
                },
                [.. readings],
                [new(new Guid(1, 2, 3, new byte[8]), 7), new(Guid.Empty, -1)]
            );
        }
    );

    [Fact]
    public void Encoding_loses_nothing() =>
        Tables.Sample(
            table => Assert.Equal(table, DayTableCodec.Decode(DayTableCodec.Encode(table))),
            iter: 500
        );

    [Fact]
    public void Damaged_bytes_are_said_to_be_damaged_and_nothing_else() =>
        Gen.Select(Tables, Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 2])
            .Sample(
                (table, at, value, way) =>
                {
                    var bytes = DayTableCodec.Encode(table);
                    at %= bytes.Length;
                    bytes = way switch
                    {
                        0 => bytes[..at],
                        1 => [.. bytes[..at], value, .. bytes[at..]],
                        _ => [.. bytes[..at], value, .. bytes[(at + 1)..]],
                    };
                    try
                    {
                        DayTableCodec.Encode(DayTableCodec.Decode(bytes));
                    }
                    catch (SegmentDamagedException) { }
                },
                iter: 2_000
            );

    [Fact]
    public void What_a_table_was_computed_from_is_compared_by_value()
    {
        var one = In("Europe/Paris") with { Priority = [Watch, Phone] };
        RowVersion[] rows = [new(Guid.Empty, 1), new(new Guid(1, 0, 0, new byte[8]), 4)];
        var basis = DayTableBuilder.BasisOf(one, rows);

        Assert.Equal(basis, DayTableBuilder.BasisOf(one, [.. rows.Reverse()]));
        Assert.NotEqual(
            basis,
            DayTableBuilder.BasisOf(one with { Priority = [Phone, Watch] }, rows)
        );
        Assert.NotEqual(basis, DayTableBuilder.BasisOf(one with { Zones = In("UTC").Zones }, rows));
        Assert.NotEqual(
            basis,
            DayTableBuilder.BasisOf(one, [rows[0] with { Version = 2 }, rows[1]])
        );
        Assert.NotEqual(
            basis,
            DayTableBuilder.BasisOf(
                one with
                {
                    Overrules = new Dictionary<DateOnly, SourceKey> { [new(2026, 1, 1)] = Phone },
                },
                rows
            )
        );
    }
}
