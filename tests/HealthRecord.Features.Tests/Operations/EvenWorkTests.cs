using HealthRecord.Features.Accounts;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.SignIn;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

/// <summary>Time cannot be measured without flickering; the work that takes it can be counted.</summary>
public sealed class EvenWorkTests
{
    private static readonly Caller Home = new("192.0.2.1", "");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_in_as_nobody_takes_as_many_hashes_as_with_a_wrong_password()
    {
        var hasher = new CountingHasher();
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            s => s.AddSingleton<IPasswordHasher<Account>>(hasher),
            ct: Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await family.PasswordAsync("Ana", Ct);
        var enter = host.Get<EnterWithPassword>();
        // The hash that nobody has is made once.
        await enter.RunAsync(new("first@example.org", "wrong password", false), Home, Ct);

        foreach (var address in new[] { $"{family.Ana.Account}@example.org", "no@example.org" })
        {
            hasher.Verified = 0;
            var entered = await enter.RunAsync(new(address, "wrong password", false), Home, Ct);
            Assert.Equal(AccountErrors.SignInRefused, entered.Error);
            Assert.Equal(1, hasher.Verified);
        }
    }

    private sealed class CountingHasher : PasswordHasher<Account>
    {
        public int Verified { get; set; }

        public override PasswordVerificationResult VerifyHashedPassword(
            Account user,
            string hashedPassword,
            string providedPassword
        )
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
