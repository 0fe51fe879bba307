using CsCheck;
using HealthRecord.Domain.Readings;
using HealthRecord.Domain.Readings.Columns;
using Xunit;

namespace HealthRecord.Domain.Tests.Readings;

public sealed class SegmentCodecTests
{
    [Fact]
    public void Encoding_loses_nothing() =>
        AnyFacts.Segment.Sample(segment =>
        {
            var decoded = SegmentCodec.Decode(SegmentCodec.Encode(segment));

            Assert.Equal(segment.KindCode, decoded.KindCode);
            Assert.Equal(segment.Source, decoded.Source);
            Assert.Equal(segment.Month, decoded.Month);
            SegmentSetTests.AssertSame(segment, decoded);
        });

    [Fact]
    public void Damaged_bytes_are_said_to_be_damaged_and_nothing_else() =>
        Gen.Select(AnyFacts.Segment, Gen.Int[0, 100_000], Gen.Byte, Gen.Int[0, 2])
            .Sample(
                (segment, at, value, way) =>
                {
                    var bytes = SegmentCodec.Encode(segment);
                    at %= bytes.Length;
                    bytes = way switch
                    {
                        0 => bytes[..at],
                        1 => [.. bytes[..at], value, .. bytes[at..]],
                        _ => [.. bytes[..at], value, .. bytes[(at + 1)..]],
                    };
                    DecodesOrIsDamaged(bytes);
                },
                iter: 4_000
            );

    [Fact]
    public void Arbitrary_bytes_are_said_to_be_damaged_and_nothing_else() =>
        Gen.Byte.Array[0, 200].Sample(bytes => DecodesOrIsDamaged([1, .. bytes]), iter: 4_000);

    [Theory]
    [InlineData(71, 70)]
    [InlineData(70, 70)]
    public void Readings_out_of_order_or_said_twice_are_damage(long first, long second)
    {
        var rows = new FactColumnsBuilder(2);
        foreach (var digits in new[] { first, second })
            rows.Add(
                new Fact(
                    new(
                        UtcMonth.FirstMs(AnyFacts.Month),
                        0,
                        new(digits, 0),
                        "kg",
                        null,
                        null,
                        ZoneOrigin.Unknown
                    ),
                    null,
                    ImportSet.ByHand
                )
            );
        var segment = new Segment(
            AnyFacts.Weight.Code,
            AnyFacts.Watch,
            AnyFacts.Month,
            rows.Finish(),
            []
        );

        Assert.Throws<SegmentDamagedException>(() =>
            SegmentCodec.Decode(SegmentCodec.Encode(segment))
        );
    }

    [Fact]
    public void A_newer_format_is_not_guessed_at()
    {
        var bytes = SegmentCodec.Encode(
            Segment.Of(AnyFacts.Weight.Code, AnyFacts.Watch, AnyFacts.Month, [], [])
        );
        bytes[0] = 3;

        Assert.Throws<SegmentDamagedException>(() => SegmentCodec.Decode(bytes));
    }

    [Fact]
    public void What_was_never_taken_back_is_written_as_before() =>
        AnyFacts.Segment.Sample(segment =>
        {
            var plain = Segment.Of(
                segment.KindCode,
                segment.Source,
                segment.Month,
                segment.Facts,
                segment.Marks
            );
            var bytes = SegmentCodec.Encode(plain);

            Assert.Equal(1, bytes[0]);
            Assert.Equal(bytes, SegmentCodec.Encode(WithoutWithdrawals(segment)));
        });

    /// <summary>Written by the first version of the program: two weights of one import, the second one confirmed.</summary>
    [Fact]
    public void The_bytes_of_older_programs_are_read_for_ever()
    {
        var segment = SegmentCodec.Decode(Convert.FromBase64String(Older));

        Assert.Equal([70.5, 71], segment.Readings(AnyFacts.Weight).Select(r => r.Shown.First));
        Assert.True(Assert.Single(segment.Marks).Confirmed);
        Assert.False(segment.Marks[0].IsOwn);
        Assert.Empty(segment.Withdrawals);
        Assert.Equal(Older, Convert.ToBase64String(SegmentCodec.Encode(segment)));
    }

    private const string Older =
        "ARZib2R5LXdlaWdodAphcHBsZRhNb250cmUgZCdBbmHrrgwCAOADoAsAAAGOAfoEAAEBAAEBBWtnAAACAAACGUV1cm9wZS9QYXJpcwEAAAEBAQEAAAAAAAAAAAAAAAAAAAAAAAABAQAAAQAEBnctMQFQ6+LvM+2Px0bwF2ixJFH3AgcAAAAAAAAAAAAAAAAAAAAKAAEXYmVmb3JlLW1lYWwFw7w=";

    /// <summary>As undoing every import that took something back leaves it.</summary>
    private static Segment WithoutWithdrawals(Segment segment)
    {
        var taken = Segment.Of(
            segment.KindCode,
            segment.Source,
            segment.Month,
            [],
            [],
            segment.Withdrawals
        );
        foreach (var import in AnyFacts.ImportIds.Append(ImportId.ByHand))
            taken = taken.WithoutImport(import);
        var rest = Segment.Of(
            segment.KindCode,
            segment.Source,
            segment.Month,
            segment.Facts,
            segment.Marks
        );
        return Segment.Merge(rest, taken);
    }

    private static void DecodesOrIsDamaged(byte[] bytes)
    {
        Segment decoded;
        try
        {
            decoded = SegmentCodec.Decode(bytes);
        }
        catch (SegmentDamagedException)
        {
            return;
        }
        // What decodes must be usable.
        _ = decoded.Readings(AnyFacts.Weight, withDeleted: true);
        SegmentSetTests.AssertSame(decoded, SegmentCodec.Decode(SegmentCodec.Encode(decoded)));
    }
}
