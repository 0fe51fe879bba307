using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Reminders.Sweeping;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.EndToEnd.Tests;

/// <summary>A parent gets the mail of a child's reminder, follows its link and stands, after sign-in, where it says more.</summary>
public sealed class ReminderMailTests(Home home)
{
    private const string Address = "parent.rappel@example.org";
    private const string Calendar = "/p/{Person:guid}/sante/calendrier";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_comes_by_the_mail_server_and_leads_to_the_page_behind_the_sign_in()
    {
        await using var server = MailServer.Start();
        await using var app = ProductApp.Start(server.Settings);
        await SignUpAsync(app, server);
        var parent = await Home.ActorAsync(app, Address, Ct);
        // A reminder of a newborn's year comes within the month before its day.
        var born = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-70));
        var child = await app
            .Services.GetRequiredService<AddPerson>()
            .RunAsync(parent, new PersonForm { Name = "Léo", BornOn = born }, null, Ct);
        await app.Services.GetRequiredService<LookAtDue>().RunAsync(Ct);
        await ItsHourAsync(app, child.Value.Value);

        // The recurring task of the product itself would do it within the minute.
        await app.Services.GetRequiredService<SweepReminders>().RunAsync(Ct);
        var mail = await server.ToAsync(Address, m => m.Subject == "Un rappel concerne Léo", Ct);

        var link = Visitor.LinkIn(mail, "/sante/calendrier");
        Assert.Equal($"/p/{child.Value}/sante/calendrier", link);
        Assert.SkipUnless(
            PageAddresses.All.Any(page => page.Template == Calendar),
            "The page of the calendar is not part of this build."
        );
        await using var tab = await home.Chromium.OpenAsync(app.Url);
        await tab.Page.GotoAsync(link);
        await Expect(tab.Page.Locator("#Address")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("body")).Not.ToContainTextAsync("Léo");
        await tab.Page.Locator("#Address").FillAsync(Address);
        await tab.Page.Locator("#Password").FillAsync(Visitor.GoodPassword);
        await tab.Page.Locator("form button.hr-button").First.ClickAsync();

        await Expect(tab.Page).ToHaveURLAsync(new Uri(app.Url, link).ToString());
        await Expect(tab.Page.Locator("main")).ToContainTextAsync("Léo");
    }

    // The letter of the sign-up comes by the same server.
    private static async Task SignUpAsync(ProductApp app, MailServer server)
    {
        using var visitor = app.Visitor();
        (await visitor.SignUpAsync(Address, ct: Ct)).Dispose();
        var mail = await server.ToAsync(
            Address,
            m => m.TextBody?.Contains("/compte/confirmer", StringComparison.Ordinal) == true,
            Ct
        );
        (
            await visitor.SubmitAsync(
                Visitor.LinkIn(mail, "/compte/confirmer"),
                "confirm",
                [("Password", Visitor.GoodPassword)],
                Ct
            )
        ).Dispose();
    }

    // The hour comes to the reminder instead, at whatever hour of the day the test runs.
    private static async Task ItsHourAsync(ProductApp app, Guid child)
    {
        await using var db = await app.Services.GetRequiredService<HealthDbs>().WriteAsync(Ct);
        var account = (await Home.ActorAsync(app, Address, Ct)).Account.Value;
        db.Add(
            new HealthRecord.Features.Reminders.Store.ReminderSetting
            {
                AccountId = account,
                QuietFrom = 0,
                QuietTo = 0,
            }
        );
        await db.SaveChangesAsync(Ct);
        var at = DateTime.UtcNow.AddMinutes(-1);
        var first = await db
            .Reminders.Where(r => r.PersonId == child)
            .OrderBy(r => r.Id)
            .Select(r => r.Id)
            .FirstAsync(Ct);
        await db
            .Reminders.Where(r => r.Id == first)
            .ExecuteUpdateAsync(
                s => s.SetProperty(r => r.Silent, false).SetProperty(r => r.SendUtc, at),
                Ct
            );
    }
}
