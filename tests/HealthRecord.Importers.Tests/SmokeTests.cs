using Xunit;

namespace HealthRecord.Importers.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void The_project_runs() =>
        Assert.Equal("HealthRecord.Importers.Tests", typeof(SmokeTests).Assembly.GetName().Name);
}
