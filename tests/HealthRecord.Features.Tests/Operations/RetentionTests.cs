using HealthRecord.Features.Accounts;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.SignIn;
using HealthRecord.Features.Operations.Retention;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Operations;

/// <summary>What is kept how long, one line of the table after the other.</summary>
public sealed class RetentionTests
{
    private static readonly IReadOnlyDictionary<string, string?> AtOnce = new Dictionary<
        string,
        string?
    >
    {
        ["Limits:AnswerMilliseconds"] = "0",
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Sessions_stay_thirty_days_after_their_end(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var store = host.Get<SessionStore>();
        await store.StartAsync(family.Ana.Account.Value, stays: true, "ended", Ct);
        await store.EndAsync(family.Ana.Account, only: null, except: null, Ct);
        await store.StartAsync(family.Ana.Account.Value, stays: true, "stays", Ct);
        await store.StartAsync(family.Ana.Account.Value, stays: false, "idle", Ct);

        await AfterAsync(host, TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(["ended", "idle", "stays"], await DevicesAsync(host), StringComparer.Ordinal);

        await AfterAsync(host, TimeSpan.FromSeconds(1));
        Assert.Equal(["idle", "stays"], await DevicesAsync(host), StringComparer.Ordinal);

        // One that nobody ended ended by itself after an hour, or thirty days, unused.
        await AfterAsync(host, TimeSpan.FromHours(1));
        Assert.Equal(["stays"], await DevicesAsync(host), StringComparer.Ordinal);
        await AfterAsync(host, TimeSpan.FromDays(30));
        Assert.Empty(await DevicesAsync(host));
    }

    [Theory, BothDatabases]
    public async Task Links_in_mails_go_when_they_are_used_or_too_old(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var now = host.Clock.GetUtcNow().UtcDateTime;
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            db.Add(Link(MailTokenPurpose.ConfirmEmail, now, used: false, 1));
            db.Add(Link(MailTokenPurpose.ResetPassword, now, used: true, 2));
            // How many invitations were sent today is counted by their links, used or not.
            db.Add(Link(MailTokenPurpose.Invitation, now, used: true, 3));
            await db.SaveChangesAsync(Ct);
        }

        await AfterAsync(host, TimeSpan.FromHours(1));
        Assert.Equal(2, await CountAsync(host, db => db.MailTokens));
        await AfterAsync(host, TimeSpan.FromHours(23));
        Assert.Equal(0, await CountAsync(host, db => db.MailTokens));
    }

    [Theory, BothDatabases]
    public async Task A_draft_stays_seven_days_and_an_answer_two(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.Get<Drafts>().SaveAsync(family.Ana, family.AnaPerson, "quick-entry", "82", Ct);
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            await host.Get<AnsweredOperations>()
                .RememberAsync(
                    db,
                    family.Ana,
                    family.AnaPerson,
                    new("LogReadings", Ids.New()),
                    "done",
                    Ct
                );
            await db.SaveChangesAsync(Ct);
        }

        await AfterAsync(host, TimeSpan.FromHours(48) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, await CountAsync(host, db => db.Operations));
        await AfterAsync(host, TimeSpan.FromSeconds(1));
        Assert.Equal(0, await CountAsync(host, db => db.Operations));
        Assert.Equal(1, await CountAsync(host, db => db.Drafts));
        await AfterAsync(host, TimeSpan.FromDays(5));
        Assert.Equal(0, await CountAsync(host, db => db.Drafts));
    }

    [Theory, BothDatabases]
    public async Task An_account_that_nobody_confirmed_goes_with_its_person_and_keys(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, settings: AtOnce, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.Get<SignUp>()
            .RunAsync(
                new("Zoé", "zoe@example.org", Visitor.GoodPassword, "fr-FR"),
                new Caller("192.0.2.1", ""),
                Ct
            );
        var person = await PersonAsync(host, "ZOE@EXAMPLE.ORG");

        await AfterAsync(host, TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(2, await CountAsync(host, db => db.Users));
        await AfterAsync(host, TimeSpan.FromSeconds(1));

        Assert.Equal(1, await CountAsync(host, db => db.Users));
        Assert.Equal(1, await CountAsync(host, db => db.Persons));
        Assert.Equal(1, await CountAsync(host, db => db.Households));
        await Assert.ThrowsAsync<KeysGoneException>(() =>
            host.Get<PersonKeys>().GetAsync(person, Ct)
        );
        Assert.NotNull(await host.Get<PersonKeys>().GetAsync(family.AnaPerson.Value, Ct));
    }

    [Theory, BothDatabases]
    public async Task Who_follows_the_link_at_the_last_moment_keeps_everything(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, settings: AtOnce, ct: Ct);
        await host.Get<SignUp>()
            .RunAsync(
                new("Zoé", "zoe@example.org", Visitor.GoodPassword, "fr-FR"),
                new Caller("192.0.2.1", ""),
                Ct
            );
        var person = await PersonAsync(host, "ZOE@EXAMPLE.ORG");
        string link;
        // The list of who is too old was read; then the link is followed.
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            var account = await db.Users.SingleAsync(Ct);
            link = host.Get<MailSecrets>().Add(db, account.Id, MailTokenPurpose.ResetPassword);
            account.EmailConfirmed = true;
            await db.SaveChangesAsync(Ct);
        }

        Assert.False(await host.Get<KeepRetention>().EraseUnconfirmedAsync(person, Ct));

        Assert.NotNull(await host.Get<PersonKeys>().GetAsync(person, Ct));
        await using (var db = await host.Get<HealthDbs>().ReadAsync(Ct))
            Assert.NotNull(
                await host.Get<MailSecrets>()
                    .OwnerAsync(db, link, MailTokenPurpose.ResetPassword, Ct)
            );
    }

    private static async Task AfterAsync(RecordHost host, TimeSpan time)
    {
        host.Clock.Advance(time);
        await host.Get<KeepRetention>().RunAsync(Ct);
        await host.Get<KeepRetention>().RunAsync(Ct);
    }

    private static async Task<int> CountAsync<T>(
        RecordHost host,
        Func<HealthDb, IQueryable<T>> rows
    )
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await rows(db).CountAsync(Ct);
    }

    private static async Task<List<string>> DevicesAsync(RecordHost host)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.Sessions.Select(s => s.Device).OrderBy(d => d).ToListAsync(Ct);
    }

    private static async Task<Guid> PersonAsync(RecordHost host, string address)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db
            .Users.Where(a => a.NormalizedEmail == address)
            .Select(a => a.OwnPersonId)
            .SingleAsync(Ct);
    }

    private static MailToken Link(MailTokenPurpose purpose, DateTime now, bool used, byte number) =>
        new()
        {
            Id = Ids.New(),
            Purpose = purpose,
            SecretHash = [.. Enumerable.Repeat(number, 32)],
            ExpiresUtc = now + TimeSpan.FromHours(24),
            UsedUtc = used ? now : null,
        };
}
