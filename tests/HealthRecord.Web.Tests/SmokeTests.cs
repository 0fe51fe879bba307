using Xunit;

namespace HealthRecord.Web.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void The_project_runs() =>
        Assert.Equal("HealthRecord.Web.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
