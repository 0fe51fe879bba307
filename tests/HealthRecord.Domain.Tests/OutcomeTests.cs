using Xunit;

namespace HealthRecord.Domain.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public void A_refusal_has_no_value()
    {
        Outcome<int> refused = new Error("reading.impossible", 512);

        Assert.False(refused.Succeeded);
        Assert.False(refused.TryGet(out _));
        Assert.Throws<InvalidOperationException>(() => refused.Value);
        Assert.Equal(new Error("reading.impossible", 512), refused.Error);
    }

    [Fact]
    public void A_success_hands_its_value_back()
    {
        Outcome<int> done = 12;

        Assert.True(done.TryGet(out var value));
        Assert.Equal(12, value);
    }
}
