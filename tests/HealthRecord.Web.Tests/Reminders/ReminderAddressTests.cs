using System.Net;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Reminders.Feed;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Store;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Web.Tests.Reminders;

/// <summary>What mail programs and calendar programs reach without a sign-in.</summary>
public sealed class ReminderAddressTests(ProductApp app) : IClassFixture<ProductApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_a_post_ends_the_letters_and_it_is_answered_without_a_redirect()
    {
        const string address = "arret@example.org";
        using var ana = await app.SignedUpAsync(address, ct: Ct);
        var path = await StopPathAsync(address);
        // Programs that look at every link of a mail before its reader does.
        using var program = new HttpClient(new HttpClientHandler { UseCookies = false })
        {
            BaseAddress = app.Url,
        };

        using (var get = await program.GetAsync(path, Ct))
            Assert.Equal(HttpStatusCode.OK, get.StatusCode);
        using (var head = await program.SendAsync(new(HttpMethod.Head, path), Ct)) { }
        Assert.True(await MailAsync(address));

        using var content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var post = await program.PostAsync(path, content, Ct);

        Assert.Equal(HttpStatusCode.OK, post.StatusCode);
        Assert.False(await MailAsync(address));
    }

    [Fact]
    public async Task The_button_of_the_page_ends_them_too()
    {
        const string address = "bouton@example.org";
        using var ana = await app.SignedUpAsync(address, ct: Ct);
        var path = await StopPathAsync(address);
        using var somebody = app.Visitor();

        using var sent = await somebody.SubmitAsync(path, path, [("page", "1")], Ct);

        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.False(await MailAsync(address));
        Assert.Contains(
            "plus aucun rappel ne part",
            await somebody.ReadAsync(sent.Headers.Location!.ToString(), Ct),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_calendar_program_reads_the_private_address_and_nothing_is_kept_on_the_way()
    {
        const string address = "agenda@example.org";
        using var ana = await app.SignedUpAsync(address, ct: Ct);
        var feed = (await app.Get<CreateFeed>().RunAsync(await ActorAsync(address), Ct)).Value;
        using var program = new HttpClient();

        using var read = await program.GetAsync(new Uri(feed), Ct);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal("text/calendar", read.Content.Headers.ContentType!.MediaType);
        Assert.True(read.Headers.CacheControl!.NoStore);
        Assert.StartsWith(
            "BEGIN:VCALENDAR\r\n",
            await read.Content.ReadAsStringAsync(Ct),
            StringComparison.Ordinal
        );
    }

    private async Task<string> StopPathAsync(string address)
    {
        await using var db = await app.Get<HealthDbs>().ReadAsync(Ct);
        var account = await db.Users.SingleAsync(a => a.Email == address, Ct);
        return new Uri(await app.Get<StopLinks>().OfAsync(account, Ct)).AbsolutePath;
    }

    private async Task<bool> MailAsync(string address)
    {
        var actor = await ActorAsync(address);
        await using var db = await app.Get<HealthDbs>().ReadAsync(Ct);
        return (
                await db.ReminderSettings.SingleOrDefaultAsync(
                    s => s.AccountId == actor.Account.Value,
                    Ct
                )
            )?.Mail
            ?? true;
    }

    private async Task<HealthRecord.Features.Platform.Security.Actor> ActorAsync(string address)
    {
        await using var db = await app.Get<HealthDbs>().ReadAsync(Ct);
        var account = await db.Users.SingleAsync(a => a.Email == address, Ct);
        return new(new(account.Id), new(account.OwnPersonId), Guid.NewGuid(), null);
    }
}
