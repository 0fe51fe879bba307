using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace HealthRecord.TestKit;

/// <summary>The same test row on each provider; without a server the second is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    )
    {
        var server = new TheoryDataRow<Database>(Database.SqlServer);
        if (Database.Server is null)
            server.Skip = $"SQL Server: {Database.ServerVariable} is not set";
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([
            new TheoryDataRow<Database>(Database.Sqlite),
            server,
        ]);
    }

    public override bool SupportsDiscoveryEnumeration() => false;
}
