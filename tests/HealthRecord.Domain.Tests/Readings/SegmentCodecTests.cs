using CsCheck;
using HealthRecord.Domain.Readings;
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
