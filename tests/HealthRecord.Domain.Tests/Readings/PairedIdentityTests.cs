using HealthRecord.Domain.Readings;
using Xunit;

namespace HealthRecord.Domain.Tests.Readings;

public sealed class PairedIdentityTests
{
    private const long In2026 = 1_780_000_000_000;

    [Theory]
    [InlineData(1, 1, 1, 2)]
    [InlineData(1, 1, 2, 1)]
    [InlineData(0, 0, 0, 1)]
    [InlineData(9, 1, 9, 2)]
    [InlineData(In2026, In2026, In2026, In2026 + 1000)]
    [InlineData(3, In2026, 4, In2026)]
    public void A_newer_record_of_either_half_is_a_newer_reading(
        long first,
        long second,
        long newerFirst,
        long newerSecond
    ) => Assert.True(Of(first, second).Version < Of(newerFirst, newerSecond).Version);

    [Theory]
    [InlineData("s", 1, true)]
    [InlineData("s", 0, false)]
    [InlineData("d", 5, true)]
    [InlineData("d", 4, false)]
    [InlineData("sd", 9, false)]
    [InlineData("x", 9, false)]
    public void Whoever_takes_back_either_half_takes_back_the_whole(
        string name,
        long version,
        bool isGone
    ) =>
        Assert.Equal(
            isGone,
            PairedIdentity.IsTakenBack(Of(1, 5), new Dictionary<string, long> { [name] = version })
        );

    [Fact]
    public void A_half_that_was_written_at_an_instant_is_taken_back_by_a_later_one()
    {
        bool IsGone(long ms) =>
            PairedIdentity.IsTakenBack(
                Of(In2026, In2026),
                new Dictionary<string, long> { ["d"] = ms }
            );

        Assert.True(IsGone(In2026));
        Assert.True(IsGone(In2026 + 60_000));
        Assert.False(IsGone(In2026 - 60_000));
    }

    [Fact]
    public void Its_names_are_those_of_its_halves()
    {
        Assert.Equal([new("s", 1), new("d", 5)], PairedIdentity.NamesOf(Of(1, 5)));
        Assert.Equal([new("a", 7)], PairedIdentity.NamesOf(new("a", 7)));
    }

    private static ExternalIdentity Of(long first, long second) =>
        PairedIdentity.Of(new("s", first), new("d", second));
}
