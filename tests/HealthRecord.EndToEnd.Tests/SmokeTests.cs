using Xunit;

namespace HealthRecord.EndToEnd.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void The_project_runs() =>
        Assert.Equal("HealthRecord.EndToEnd.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
