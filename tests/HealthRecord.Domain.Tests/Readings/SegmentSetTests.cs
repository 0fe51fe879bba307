using CsCheck;
using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Readings;

public sealed class SegmentSetTests
{
    [Fact]
    public void Merging_does_not_depend_on_the_order() =>
        Gen.Select(AnyFacts.Segment, AnyFacts.Segment)
            .Sample((a, b) => AssertSame(Segment.Merge(a, b), Segment.Merge(b, a)));

    [Fact]
    public void Merging_does_not_depend_on_the_grouping() =>
        Gen.Select(AnyFacts.Segment, AnyFacts.Segment, AnyFacts.Segment)
            .Sample(
                (a, b, c) =>
                    AssertSame(
                        Segment.Merge(Segment.Merge(a, b), c),
                        Segment.Merge(a, Segment.Merge(b, c))
                    )
            );

    [Fact]
    public void Merging_twice_changes_nothing() =>
        Gen.Select(AnyFacts.Segment, AnyFacts.Segment)
            .Sample(
                (a, b) =>
                {
                    var once = Segment.Merge(a, b);

                    AssertSame(once, Segment.Merge(once, b));
                    AssertSame(a, Segment.Merge(a, a));
                }
            );

    internal static void AssertSame(Segment expected, Segment actual)
    {
        Assert.Equal(expected.Facts, actual.Facts);
        Assert.Equal(expected.Marks, actual.Marks);
        Assert.Equal(expected.Withdrawals, actual.Withdrawals);
        AssertSameBytes(expected, actual);
    }

    /// <summary>Equal sets have equal bytes.</summary>
    internal static void AssertSameBytes(Segment expected, Segment actual) =>
        Assert.True(
            SegmentCodec.Encode(expected).AsSpan().SequenceEqual(SegmentCodec.Encode(actual))
        );
}
