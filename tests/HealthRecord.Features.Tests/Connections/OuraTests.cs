using HealthRecord.Domain;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Connections.Vendors.Oura;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.TestKit;
using HealthRecord.TestKit.Vendors;
using Xunit;

namespace HealthRecord.Features.Tests.Connections;

public sealed class OuraTests
{
    private static readonly DateTimeOffset Now = RecordHost.Start;
    private static readonly DateOnly Today = DateOnly.FromDateTime(Now.UtcDateTime);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<CloudHost<OuraDouble>> OpenAsync()
    {
        var cloud = await OuraDouble.StartAsync(TimeProvider.System);
        return await CloudHost<OuraDouble>.OpenAsync(
            Database.Sqlite,
            cloud,
            OuraCloud.VendorCode,
            cloud.Settings,
            Ct
        );
    }

    [Fact]
    public async Task A_ring_delivers_by_itself_until_the_access_is_taken_back_and_given_again()
    {
        await using var home = await OpenAsync();
        var cloud = home.Cloud;
        cloud.PageSize = 2;
        for (var hour = 1; hour <= 5; hour++)
            cloud.Beat(Now.AddHours(-hour), 60 + hour);
        cloud.Beat(Now.AddDays(-200), 71);
        cloud.Walk(Today.AddDays(-1), 8_412, "a").Walk(Today.AddDays(-100), 4_100, "b");

        await home.ConnectAsync(Ct);
        Assert.Equal(6, await home.CountAsync("heart-rate", Ct));
        Assert.Equal(2, await home.CountAsync("steps", Ct));
        Assert.True((await home.ViewAsync(Ct)).HasWholeHistory);
        Assert.Equal(12, cloud.Subscriptions.Count);

        // A day is revised: it comes again, and counts once.
        home.Host.Clock.Advance(TimeSpan.FromMinutes(20));
        cloud.Items["daily_activity"].Clear();
        cloud
            .Walk(Today.AddDays(-1), 9_000, "a")
            .Beat(home.Host.Clock.GetUtcNow().AddMinutes(-1), 77);
        await NoticeAsync(home);
        Assert.Equal(7, await home.CountAsync("heart-rate", Ct));
        Assert.Equal(2, await home.CountAsync("steps", Ct));

        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(1, cloud.CountOf("refresh_token"));

        cloud.TakeBack();
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(ConnectionState.ToReconnect, (await home.ViewAsync(Ct)).State);

        cloud.Walk(Today, 500, "c");
        await home.ConnectAsync(Ct);
        Assert.Equal(ConnectionState.Connected, (await home.ViewAsync(Ct)).State);
        Assert.Equal(3, await home.CountAsync("steps", Ct));
        Assert.Equal(12, cloud.Subscriptions.Count);
        Assert.Equal(0, cloud.CountOf("LEAK"));
        Assert.All(await home.DeliveriesAsync(Ct), d => Assert.Equal(ImportState.Done, d.State));
    }

    [Fact]
    public async Task What_was_ticked_stands_in_the_address_and_is_checked()
    {
        await using var home = await OpenAsync();
        home.Cloud.Granted = "daily personal";
        var back = home.Cloud.Agree(await home.AskAsync(Ct));

        Assert.Equal(ConnectionErrors.ScopeMissing, (await home.ReturnAsync(back, Ct)).Error);
        Assert.Equal(1, home.Cloud.CountOf("/oauth/revoke"));
    }

    [Fact]
    public async Task A_notice_is_taken_only_with_the_signature_of_its_bytes_and_of_this_moment()
    {
        await using var home = await OpenAsync();
        var oura = home.Host.Get<OuraCloud>();
        var (at, signature, body) = home.Cloud.Notice();

        Assert.True(oura.IsSigned(at, signature, body));
        Assert.True(oura.IsSigned(at, signature.ToLowerInvariant(), body));
        Assert.False(oura.IsSigned(at, signature, [.. body, 32]));
        Assert.False(oura.IsSigned($"{at}0", signature, body));
        Assert.False(oura.IsSigned(at, "", body));
        Assert.False(oura.IsSigned(at, new string('z', 64), body));
        var stale = home.Cloud.Notice(at: home.Host.Clock.GetUtcNow().AddMinutes(-6));
        Assert.False(oura.IsSigned(stale.Timestamp, stale.Signature, stale.Body));
    }

    [Fact]
    public async Task A_notice_for_somebody_else_and_a_repeated_one_ask_for_nothing_more()
    {
        await using var home = await OpenAsync();
        await home.ConnectAsync(Ct);
        home.Cloud.ForgetCalls();
        var notice = home.Host.Get<TakeNotice>();

        await notice.OfSubjectAsync(home.Host.Get<OuraCloud>().TagOf("somebody"), Ct);
        await home.WorkAsync(Ct);
        Assert.Empty(home.Cloud.Calls);

        home.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        await NoticeAsync(home, times: 4);
        Assert.Equal(1, home.Cloud.CountOf("GET daily_activity"));
        Assert.Empty(await home.DeliveriesAsync(Ct));
    }

    [Fact]
    public async Task After_a_long_silence_nobody_is_asked_for_more_than_a_window_at_once()
    {
        await using var home = await OpenAsync();
        await home.ConnectAsync(Ct);
        home.Cloud.AccessLifetime = TimeSpan.FromDays(1);
        home.Host.Clock.Advance(TimeSpan.FromDays(70));
        home.Cloud.Beat(home.Host.Clock.GetUtcNow().AddDays(-50), 61);
        home.Cloud.Beat(home.Host.Clock.GetUtcNow().AddHours(-2), 62);

        await home.LaterAsync(TimeSpan.FromMinutes(1), Ct);

        Assert.Equal(2, await home.CountAsync("heart-rate", Ct));
        Assert.Equal(0, (await home.InsideAsync(Ct)).Failures);
    }

    private static async Task NoticeAsync(CloudHost<OuraDouble> home, int times = 1)
    {
        var tag = home.Host.Get<OuraCloud>().TagOf(VendorDouble.Subject);
        for (var i = 0; i < times; i++)
            await home.Host.Get<TakeNotice>().OfSubjectAsync(tag, Ct);
        await home.WorkAsync(Ct);
    }
}
