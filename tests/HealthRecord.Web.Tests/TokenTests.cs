using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Tokens;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests;

public sealed class TokenTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_is_shown_once_narrows_rights_ends_and_can_be_revoked()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync("ana@example.org", ct: Ct);
        var store = app.Services.GetRequiredService<TokenStore>();

        var token = await ana.TokenAsync(
            (int)(RecordDomains.Measures | RecordDomains.Mental),
            mayWrite: false,
            ct: Ct
        );

        var actor = await store.FindAsync(token, Ct);
        Assert.Equal(RecordDomains.Measures | RecordDomains.Mental, actor!.Scope!.Domains);
        Assert.False(actor.Scope.MayWrite);
        Assert.DoesNotContain(
            token,
            await ana.ReadAsync("/compte/jetons", Ct),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "essai",
            await ana.ReadAsync("/compte/jetons", Ct),
            StringComparison.Ordinal
        );

        (await ana.SubmitAsync("/compte/jetons", "/compte/jetons/revoquer", [], Ct)).Dispose();
        Assert.Null(await store.FindAsync(token, Ct));

        var next = await ana.TokenAsync((int)RecordDomains.Measures, ct: Ct);
        Assert.NotNull(await store.FindAsync(next, Ct));
        app.Clock!.Advance(TimeSpan.FromDays(31));
        Assert.Null(await store.FindAsync(next, Ct));
    }

    [Fact]
    public async Task A_token_needs_the_password_and_a_domain()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync("ana@example.org", ct: Ct);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ana.TokenAsync(1, password: "not the password", ct: Ct)
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => ana.TokenAsync(0, ct: Ct));
    }
}
