using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Connections.Fetching;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using HealthRecord.TestKit.Vendors;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Connections;

public sealed class WithingsTests
{
    private static readonly DateTimeOffset Now = RecordHost.Start;

    private static readonly Kind Stage = KindCatalogue.Get("sleep-stage");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<CloudHost<WithingsDouble>> OpenAsync(Database? database = null)
    {
        var cloud = await WithingsDouble.StartAsync(TimeProvider.System);
        return await CloudHost<WithingsDouble>.OpenAsync(
            database ?? Database.Sqlite,
            cloud,
            "withings",
            cloud.Settings,
            Ct
        );
    }

    [Theory, BothDatabases]
    public async Task A_scale_delivers_by_itself_until_the_access_is_taken_back_and_given_again(
        Database database
    )
    {
        await using var home = await OpenAsync(database);
        var cloud = home.Cloud;
        cloud.PageSize = 2;
        cloud
            .Weigh(1, Now.AddYears(-2), 41_200)
            .Weigh(2, Now.AddDays(-40), 42_100)
            .Weigh(3, Now.AddDays(-20), 42_300)
            .Weigh(4, Now.AddDays(-1), 42_400);

        // Connecting brings the last months first, then the past.
        await home.ConnectAsync(Ct);
        Assert.Equal(4, await home.CountAsync("body-weight", Ct));
        var view = await home.ViewAsync(Ct);
        Assert.Equal(ConnectionState.Connected, view.State);
        Assert.True(view.HasWholeHistory);
        Assert.NotNull(view.LastDeliveryUtc);
        Assert.NotEmpty(cloud.Subscribed);

        // A notice is a hint: what is new is fetched.
        home.Host.Clock.Advance(TimeSpan.FromMinutes(30));
        cloud.Weigh(5, home.Host.Clock.GetUtcNow(), 42_500);
        var before = (await home.DeliveriesAsync(Ct)).Count;
        await NoticeAsync(home);
        Assert.Equal(5, await home.CountAsync("body-weight", Ct));
        Assert.Equal(before + 1, (await home.DeliveriesAsync(Ct)).Count);

        // The access token runs out and is refreshed without anybody.
        cloud.Weigh(6, home.Host.Clock.GetUtcNow(), 42_600);
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(6, await home.CountAsync("body-weight", Ct));
        Assert.Equal(1, cloud.CountOf("requesttoken refresh_token"));

        // Taken back in the vendor's app: only the person can mend that.
        cloud.TakeBack();
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        view = await home.ViewAsync(Ct);
        Assert.Equal(ConnectionState.ToReconnect, view.State);
        Assert.Null(view.NextUtc);
        Assert.Null((await home.InsideAsync(Ct)).Tokens);
        cloud.ForgetCalls();
        await home.LaterAsync(TimeSpan.FromDays(2), Ct);
        Assert.Empty(cloud.Calls);

        cloud.Weigh(7, home.Host.Clock.GetUtcNow(), 42_700);
        await home.ConnectAsync(Ct);
        Assert.Equal(ConnectionState.Connected, (await home.ViewAsync(Ct)).State);
        Assert.Equal(7, await home.CountAsync("body-weight", Ct));
        Assert.Equal(0, cloud.CountOf("LEAK"));
    }

    [Fact]
    public async Task A_night_comes_with_its_stages_once_and_a_long_one_in_pieces()
    {
        await using var home = await OpenAsync();
        var cloud = home.Cloud;
        cloud.PageSize = 2;
        (int State, int Minutes)[] usual = [(1, 60), (2, 90), (3, 30), (0, 10), (1, 120), (5, 20)];
        for (var day = 1; day <= 5; day++)
            cloud.Nights.Add((day, Now.AddDays(-day).AddHours(-11), usual));
        // Two days in bed: stages are told for a day from where one asks.
        cloud.Nights.Add((6, Now.AddDays(-20), [(1, 1400), (2, 100), (1, 1300)]));

        await home.ConnectAsync(Ct);

        var stages = (await home.Host.ListAsync(home.Ana, home.Leo, "sleep-stage", Ct))
            .Where(s => s.Source.Name == "Aura Sensor V2")
            .OrderBy(s => s.StartUtc)
            .ToList();
        Assert.Equal((5 * 6) + 3, stages.Count);
        Assert.All(stages, s => Assert.Equal("Europe/Paris", s.Zone));
        var first = stages[^6..];
        Assert.Equal(
            usual.Select(s => (double)s.Minutes),
            first.Select(s => s.Duration.TotalMinutes)
        );
        Assert.Equal(
            ["light", "deep", "rem", "awake", "light", "asleep-unspecified"],
            first.Select(s => Stage.Codes[(int)s.Values[0]!.Value.Digits])
        );
        Assert.Equal(33, await home.CountAsync("heart-rate", Ct));
        Assert.Equal(6, await home.CountAsync("sleep-deep", Ct));
        Assert.Equal(ConnectionState.Connected, (await home.ViewAsync(Ct)).State);

        // What came is known: a pass that brings nothing new makes no import.
        var before = (await home.DeliveriesAsync(Ct)).Count;
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(before, (await home.DeliveriesAsync(Ct)).Count);
        cloud.Nights.Add((7, home.Host.Clock.GetUtcNow().AddHours(-5), [(2, 45), (1, 15)]));
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(before + 1, (await home.DeliveriesAsync(Ct)).Count);
        Assert.Equal(
            35,
            (await home.Host.ListAsync(home.Ana, home.Leo, "sleep-stage", Ct)).Count(s =>
                s.Source.Name == "Aura Sensor V2"
            )
        );
    }

    [Fact]
    public async Task A_state_is_good_once_for_who_was_sent_away_with_it_and_for_ten_minutes()
    {
        await using var home = await OpenAsync();
        var karim = home.Family.Actor("Karim");
        await home.Family.GrantAsync(karim, home.Leo, GrantRole.Guardian, DomainSets.All, ct: Ct);

        var back = home.Cloud.Agree(await home.AskAsync(Ct));
        Assert.Equal(
            ConnectionErrors.StateUnknown,
            (await home.ReturnAsync(back, Ct, karim)).Error
        );
        Assert.True((await home.ReturnAsync(back, Ct)).Succeeded);
        Assert.Equal(ConnectionErrors.StateUnknown, (await home.ReturnAsync(back, Ct)).Error);

        var late = home.Cloud.Agree(await home.AskAsync(Ct));
        home.Host.Clock.Advance(StartConnection.Lifetime);
        Assert.Equal(ConnectionErrors.StateUnknown, (await home.ReturnAsync(late, Ct)).Error);

        var none = new Uri("http://localhost/?code=x");
        Assert.Equal(ConnectionErrors.StateUnknown, (await home.ReturnAsync(none, Ct)).Error);
    }

    [Fact]
    public async Task A_question_that_nobody_answers_is_forgotten_and_a_no_changes_nothing()
    {
        await using var home = await OpenAsync();
        await home.AskAsync(Ct);
        var no = VendorDouble.Decline(await home.AskAsync(Ct));
        Assert.Equal(ConnectionErrors.Declined, (await home.ReturnAsync(no, Ct)).Error);

        await home.LaterAsync(StartConnection.Lifetime, Ct);

        await using var db = await home.Host.Get<HealthDbs>().ReadAsync(Ct);
        Assert.False(await db.Connections.AnyAsync(Ct));
    }

    [Fact]
    public async Task A_box_that_was_not_ticked_connects_nothing()
    {
        await using var home = await OpenAsync();
        home.Cloud.Granted = "user.metrics";
        var back = home.Cloud.Agree(await home.AskAsync(Ct));

        Assert.Equal(ConnectionErrors.ScopeMissing, (await home.ReturnAsync(back, Ct)).Error);

        Assert.Empty(await home.ViewsAsync(Ct));
        Assert.Equal(1, home.Cloud.CountOf("revoke"));
    }

    [Fact]
    public async Task A_vendor_that_wants_patience_gets_it_and_nothing_is_lost()
    {
        await using var home = await OpenAsync();
        home.Cloud.PageSize = 1;
        home.Cloud.Weigh(1, Now.AddDays(-9), 42_000).Weigh(2, Now.AddDays(-8), 42_100);
        // Five subscriptions, one page, and then no more.
        home.Cloud.PatienceAfter = 6;
        await home.ConnectAsync(Ct);

        var view = await home.ViewAsync(Ct);
        Assert.Equal(Now.UtcDateTime + home.Cloud.Patience, view.WaitUntilUtc);
        Assert.Equal(1, await home.CountAsync("body-weight", Ct));
        home.Cloud.ForgetCalls();
        await home.LaterAsync(home.Cloud.Patience - TimeSpan.FromSeconds(1), Ct);
        await NoticeAsync(home);
        Assert.Empty(home.Cloud.Calls);

        await home.LaterAsync(TimeSpan.FromSeconds(1), Ct);
        Assert.Equal("POST /measure getmeas 1", home.Cloud.Calls[0]);
        Assert.Equal(2, await home.CountAsync("body-weight", Ct));
        Assert.Null((await home.ViewAsync(Ct)).WaitUntilUtc);
    }

    [Fact]
    public async Task A_repeated_notice_and_a_fetch_that_brings_nothing_make_no_delivery()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-1), 42_000);
        await home.ConnectAsync(Ct);
        var before = (await home.DeliveriesAsync(Ct)).Count;
        home.Cloud.ForgetCalls();

        await NoticeAsync(home, times: 3);
        Assert.Equal(1, home.Cloud.CountOf("getmeas"));
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);

        Assert.Equal(before, (await home.DeliveriesAsync(Ct)).Count);
    }

    [Fact]
    public async Task A_notice_with_another_secret_or_for_somebody_else_asks_for_nothing()
    {
        await using var home = await OpenAsync();
        await home.ConnectAsync(Ct);
        home.Cloud.ForgetCalls();
        var notice = home.Host.Get<TakeNotice>();
        var secret = (await home.InsideAsync(Ct)).CallbackSecret!;

        Assert.False((await notice.RunAsync("withings", new('A', 43), "x", Ct)).Succeeded);
        Assert.False((await notice.RunAsync("oura", secret, VendorDouble.Subject, Ct)).Succeeded);
        Assert.True((await notice.RunAsync("withings", secret, "somebody", Ct)).Succeeded);
        Assert.True((await notice.RunAsync("withings", secret, null, Ct)).Succeeded);
        await home.WorkAsync(Ct);

        Assert.Empty(home.Cloud.Calls);
    }

    [Fact]
    public async Task Two_workers_use_a_refresh_token_once()
    {
        await using var home = await OpenAsync();
        await home.ConnectAsync(Ct);
        home.Host.Clock.Advance(TimeSpan.FromHours(7));
        var met = new TaskCompletionSource();
        home.Cloud.BeforeRefresh = () => met.Task;
        var id = (await home.ViewAsync(Ct)).Connection.Value;

        var first = home.Host.Get<FetchConnection>().RunAsync(id, Ct);
        await home.Host.Get<FetchConnection>().RunAsync(id, Ct);
        met.SetResult();
        await first;

        Assert.False(home.Cloud.SawUsedRefresh);
        Assert.Equal(1, home.Cloud.CountOf("requesttoken refresh_token"));
        Assert.Equal(ConnectionState.Connected, (await home.ViewAsync(Ct)).State);
    }

    [Fact]
    public async Task A_delivery_that_was_undone_does_not_come_back()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-1), 42_000);
        await home.ConnectAsync(Ct);
        var delivery = (await home.DeliveriesAsync(Ct)).Single();
        Assert.Equal("Withings 2026-11-25.zip", delivery.FileName);
        Assert.Equal(1, delivery.Report!.Added);

        Assert.True(
            (await home.Host.Get<UndoImport>().RunAsync(home.Ana, delivery.Run, Ct)).Succeeded
        );
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);

        Assert.Equal(0, await home.CountAsync("body-weight", Ct));
    }

    [Fact]
    public async Task What_the_scale_could_not_attribute_is_left_where_it_is()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-1), 42_000).Weigh(2, Now.AddDays(-1), 81_000, attrib: 1);

        await home.ConnectAsync(Ct);

        Assert.All(await home.DeliveriesAsync(Ct), d => Assert.Equal(ImportState.Done, d.State));
        Assert.Equal(1, await home.CountAsync("body-weight", Ct));
    }

    [Fact]
    public async Task Who_may_write_no_more_delivers_no_more_and_the_access_is_given_back()
    {
        await using var home = await OpenAsync();
        var karim = home.Family.Actor("Karim");
        var grant = await home.Family.GrantAsync(
            karim,
            home.Leo,
            GrantRole.Guardian,
            DomainSets.All,
            ct: Ct
        );
        var back = home.Cloud.Agree(await home.AskAsync(Ct, karim));
        Assert.True((await home.ReturnAsync(back, Ct, karim)).Succeeded);
        await home.WorkAsync(Ct);
        home.Cloud.Weigh(1, Now, 42_000);
        await using (var db = await home.Host.Get<HealthDbs>().WriteAsync(Ct))
            await db
                .Grants.Where(g => g.Id == grant)
                .ExecuteUpdateAsync(
                    s => s.SetProperty(g => g.RevokedUtc, home.Host.Clock.GetUtcNow().UtcDateTime),
                    Ct
                );

        await home.LaterAsync(TimeSpan.FromHours(7), Ct);

        Assert.Empty(await home.ViewsAsync(Ct));
        Assert.Equal(0, await home.CountAsync("body-weight", Ct));
    }

    [Fact]
    public async Task Disconnecting_forgets_the_tokens_and_gives_the_access_back()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-1), 42_000);
        await home.ConnectAsync(Ct);
        var view = await home.ViewAsync(Ct);
        var secret = (await home.InsideAsync(Ct)).CallbackSecret!;

        Assert.True(
            (await home.Host.Get<EndConnection>().RunAsync(home.Ana, view.Connection, Ct)).Succeeded
        );

        Assert.Empty(home.Cloud.Subscribed);
        Assert.Equal(1, home.Cloud.CountOf("/v2/oauth2 revoke"));
        Assert.Empty(await home.ViewsAsync(Ct));
        Assert.False(
            (
                await home
                    .Host.Get<TakeNotice>()
                    .RunAsync("withings", secret, VendorDouble.Subject, Ct)
            ).Succeeded
        );
        // What was delivered stays.
        Assert.Equal(1, await home.CountAsync("body-weight", Ct));
    }

    [Fact]
    public async Task A_mark_of_a_page_that_is_no_longer_good_begins_the_list_anew()
    {
        await using var home = await OpenAsync();
        home.Cloud.PageSize = 1;
        home.Cloud.Weigh(1, Now.AddDays(-9), 42_000).Weigh(2, Now.AddDays(-8), 42_100);
        home.Cloud.PatienceAfter = 6;
        await home.ConnectAsync(Ct);
        Assert.Equal("1", (await home.InsideAsync(Ct)).Cursor!.Page);
        // The vendor counts its pages anew.
        home.Cloud.PageSize = 5;

        await home.LaterAsync(home.Cloud.Patience, Ct);
        Assert.Null((await home.InsideAsync(Ct)).Cursor!.Page);
        await home.LaterAsync(TimeSpan.FromHours(1), Ct);

        Assert.Equal(2, await home.CountAsync("body-weight", Ct));
        Assert.True((await home.ViewAsync(Ct)).HasWholeHistory);
    }

    private static async Task NoticeAsync(CloudHost<WithingsDouble> home, int times = 1)
    {
        var secret = (await home.InsideAsync(Ct)).CallbackSecret!;
        for (var i = 0; i < times; i++)
            Assert.True(
                (
                    await home
                        .Host.Get<TakeNotice>()
                        .RunAsync("withings", secret, VendorDouble.Subject, Ct)
                ).Succeeded
            );
        await home.WorkAsync(Ct);
    }
}
