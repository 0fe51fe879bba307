using System.Security.Cryptography;
using HealthRecord.Features.Operations.Keys;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Sealing;

public sealed class CookieRingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_ring_lies_sealed_in_the_key_store_and_outlives_a_rotation(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var cookie = Protector(host).Protect("signed in");
        await host.Get<RotateKek>().RunAsync(Ct);

        await using var again = await host.AgainAsync(ct: Ct);

        Assert.Equal("signed in", Protector(again).Unprotect(cookie));
        await using var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct);
        var element = Assert.Single(await keys.DataProtectionKeys.ToListAsync(Ct)).Xml!;
        Assert.Contains("<sealed>", element, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", element, StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task A_lost_ring_signs_everybody_out_and_loses_nothing_else(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var ana = await SealedWorld.PersonAsync(host, rows: 2, ct: Ct);
        var before = await SealedWorld.OpenAllAsync(host, ana, Ct);
        var cookie = Protector(host).Protect("signed in");
        await using (var keys = await host.Get<IDbContextFactory<KeyDb>>().CreateDbContextAsync(Ct))
        {
            await keys.DataProtectionKeys.ExecuteDeleteAsync(Ct);
            await keys.Keys.Where(k => k.Purpose == KeyPurpose.Ring).ExecuteDeleteAsync(Ct);
        }

        await using var again = await host.AgainAsync(ct: Ct);

        Assert.ThrowsAny<CryptographicException>(() => Protector(again).Unprotect(cookie));
        Assert.Equal("in", Protector(again).Unprotect(Protector(again).Protect("in")));
        Assert.Equal(before, await SealedWorld.OpenAllAsync(again, ana, Ct));
    }

    private static IDataProtector Protector(RecordHost host) =>
        host.Get<IDataProtectionProvider>().CreateProtector("test");
}
