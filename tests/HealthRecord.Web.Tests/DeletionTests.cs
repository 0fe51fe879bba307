using System.Net;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Web.Tests;

public sealed class DeletionTests
{
    private const string Ana = "ana@example.org";
    private const string Page = "/compte/supprimer";
    private const string Keep = "/compte/supprimer/annuler";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_page_says_the_day_takes_it_back_and_the_account_goes_on_until_then()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync(Ana, ct: Ct);
        await AskAsync(ana, "wrong password, by hand");
        Assert.DoesNotContain(
            "9 décembre",
            await ana.ReadAsync(Page, Ct),
            StringComparison.Ordinal
        );

        await AskAsync(ana);

        Assert.Contains("9 décembre 2026", await ana.ReadAsync(Page, Ct), StringComparison.Ordinal);
        Assert.Contains(
            "9 décembre 2026",
            await ana.ReadAsync("/compte/profil", Ct),
            StringComparison.Ordinal
        );
        using var desk = app.Visitor();
        (await desk.SignInAsync(Ana, ct: Ct)).Dispose();
        Assert.True(desk.IsSignedIn);
        using var kept = await desk.SubmitAsync(Page, Keep, [], Ct);
        Assert.Equal($"{Page}?garde=true", SignInTests.PathOf(kept));
        Assert.DoesNotContain(
            "9 décembre",
            await ana.ReadAsync(Page, Ct),
            StringComparison.Ordinal
        );
        Assert.Equal("Votre compte est conservé", (await app.MailAsync(Ana, Ct))[^1].Subject);
    }

    [Fact]
    public async Task On_the_day_the_sessions_end_with_the_account_and_the_receipt_names_the_day_of_backups()
    {
        await using var app = ProductApp.StartOnFakeClock();
        using var ana = await app.SignedUpAsync(Ana, ct: Ct);
        await AskAsync(ana);
        // Not on the day yet: the product's own sweep may come at any moment of it.
        app.Clock!.Advance(TimeSpan.FromDays(14) - TimeSpan.FromMinutes(10));
        using var desk = app.Visitor();
        (await desk.SignInAsync(Ana, ct: Ct)).Dispose();
        Assert.True(desk.IsSignedIn);
        app.Clock.Advance(TimeSpan.FromMinutes(10));

        await app.Services.GetRequiredService<EraseDue>().RunAsync(Ct);

        using var profile = await desk.GetAsync("/compte/profil", Ct);
        Assert.Equal(HttpStatusCode.Redirect, profile.StatusCode);
        using var again = app.Visitor();
        (await again.SignInAsync(Ana, ct: Ct)).Dispose();
        Assert.False(again.IsSignedIn);
        var receipt = (await app.MailAsync(Ana, Ct))[^1];
        Assert.Equal("Votre compte est supprimé", receipt.Subject);
        Assert.Contains("16 décembre 2026", receipt.TextBody, StringComparison.Ordinal);
        // The address is free again.
        using var back = await app.SignedUpAsync(Ana, "Ana Revient", ct: Ct);
        Assert.True(back.IsSignedIn);
    }

    private static async Task AskAsync(Visitor visitor, string password = Visitor.GoodPassword) =>
        (
            await visitor.SubmitAsync(
                Page,
                "delete",
                [("Word", "supprimer"), ("Password", password)],
                Ct
            )
        ).Dispose();
}
