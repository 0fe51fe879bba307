using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Tests.Sealing;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Data;

/// <summary>D08: a full disk, played by a limit on the pages of the file.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_refuses_the_save_loses_nothing_and_is_over_when_there_is_room()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, ct: Ct);
        var before = await SealedWorld.OpenAllAsync(host, ana, Ct);
        var secrets = await host.Get<PersonKeys>().GetAsync(ana, Ct);
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            await db.Database.OpenConnectionAsync(Ct);
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count=1;", Ct);
            for (var i = 0; i < 50; i++)
                db.Add(SealedWorld.Entry(secrets, RandomNumberGenerator.GetBytes(3000)));

            await Assert.ThrowsAsync<StorageFullException>(() => db.SaveChangesAsync(Ct));

            db.ChangeTracker.Clear();
            var check = await db
                .Database.SqlQueryRaw<string>("PRAGMA integrity_check;")
                .ToListAsync(Ct);
            Assert.Equal(["ok"], check);
            Assert.Equal(before, await SealedWorld.OpenAllAsync(host, ana, Ct));

            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count=1000000;", Ct);
            db.Add(SealedWorld.Entry(secrets, "there is room again"u8));
            await db.SaveChangesAsync(Ct);
        }
        Assert.Equal(before.Count + 1, (await SealedWorld.OpenAllAsync(host, ana, Ct)).Count);
    }
}
