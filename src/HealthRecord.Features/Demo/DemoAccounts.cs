using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Demo;

/// <summary>The two adults of the demo who sign in.</summary>
internal sealed class DemoAccounts(
    HealthDbs dbs,
    NewHousehold households,
    Accounts.Passwords.Passwords passwords,
    Addresses addresses,
    TimeProvider clock
)
{
    /// <summary>The account of an address of the demo; null when it was never made.</summary>
    public async Task<Account?> FindAsync(string address, CancellationToken ct)
    {
        var key = addresses.Key(address);
        await using var db = await dbs.ReadAsync(ct);
        return await db.Users.SingleOrDefaultAsync(a => a.NormalizedEmail == key, ct);
    }

    public async Task<Actor> CreateAsync(
        string address,
        DemoMember member,
        string? household,
        CancellationToken ct
    )
    {
        var account = new Account
        {
            Id = Ids.New(clock),
            OwnPersonId = Ids.New(clock),
            Email = address,
            NormalizedEmail = addresses.Key(address),
            UserName = address,
            NormalizedUserName = addresses.Key(address),
            EmailConfirmed = true,
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
            SecurityStamp = Secret.New(),
        };
        await using (var db = await dbs.WriteAsync(ct))
        {
            db.Add(account);
            await db.SaveChangesAsync(ct);
        }
        var person = new PersonId(account.OwnPersonId);
        await households.RunAsync(new(account.Id), person, member.Name, ct, household);
        return new Actor(new(account.Id), person, null, null);
    }

    public async Task<DemoSignIn> NewPasswordAsync(string address, CancellationToken ct)
    {
        var key = addresses.Key(address);
        var password = Secret.New()[..20];
        await using var db = await dbs.WriteAsync(ct);
        var account = await db.Users.SingleAsync(a => a.NormalizedEmail == key, ct);
        account.PasswordHash = passwords.Hash(account, password);
        await db.SaveChangesAsync(ct);
        return new DemoSignIn(address, password);
    }
}
