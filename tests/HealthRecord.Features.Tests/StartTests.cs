using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests;

public sealed class StartTests
{
    [Theory, BothDatabases]
    public async Task A_new_record_is_made_by_the_program_itself(Database database)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var host = await RecordHost.OpenAsync(database, ct: ct);
        await using var db = await host.Get<HealthDbs>().ReadAsync(ct);
        Assert.Empty(await db.Persons.ToListAsync(ct));
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(ct));
    }
}
