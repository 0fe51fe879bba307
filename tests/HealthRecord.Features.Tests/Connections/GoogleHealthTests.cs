using HealthRecord.Domain;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Connections.Vendors.GoogleHealth;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using HealthRecord.TestKit.Vendors;
using Xunit;

namespace HealthRecord.Features.Tests.Connections;

public sealed class GoogleHealthTests
{
    private static readonly DateTimeOffset Now = RecordHost.Start;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static async Task<CloudHost<GoogleHealthDouble>> OpenAsync()
    {
        var cloud = await GoogleHealthDouble.StartAsync(TimeProvider.System);
        return await CloudHost<GoogleHealthDouble>.OpenAsync(
            Database.Sqlite,
            cloud,
            GoogleHealthCloud.VendorCode,
            cloud.Settings,
            Ct
        );
    }

    [Fact]
    public async Task What_was_never_tried_says_so_and_is_off_until_somebody_switches_it_on()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Connections:GoogleHealth:ClientId"] = "id",
            ["Connections:GoogleHealth:ClientSecret"] = "secret",
            ["Connections:Oura:ClientId"] = "id",
            ["Connections:Oura:ClientSecret"] = "secret",
        };
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            settings,
            Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);

        var view = (
            await host.Get<ReadConnections>().RunAsync(family.Ana, family.AnaPerson, Ct)
        ).Value;

        // Withings is not configured, and Google Health is off.
        Assert.Equal(["Oura"], view.Offered.Select(v => v.Name));
        Assert.False(host.Get<VendorList>().Find("google-health")!.IsTried);
    }

    [Fact]
    public async Task Data_points_come_with_a_proof_key_page_by_page_and_again_after_reconnecting()
    {
        await using var home = await OpenAsync();
        var cloud = home.Cloud;
        cloud.PageSize = 2;
        for (var day = 1; day <= 5; day++)
            cloud.Weights.Add((Now.AddDays(-day), 72_000 + day * 100));
        cloud.Weights.Add((Now.AddDays(-400), 70_000));

        await home.ConnectAsync(Ct);
        var weights = await home.Host.ListAsync(home.Ana, home.Leo, "body-weight", Ct);
        Assert.Equal(6, weights.Count);
        Assert.Contains(weights, w => w.Values[0]!.Value.ToDouble() == 72.1 && w.Unit == "kg");
        Assert.All(weights, w => Assert.Equal("+01:00", w.Zone));

        // The refresh token stays when the answer leaves it out.
        cloud.Weights.Add((Now.AddHours(1), 73_000));
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(2, cloud.CountOf("refresh_token"));
        Assert.Equal(7, await home.CountAsync("body-weight", Ct));

        cloud.TakeBack();
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(ConnectionState.ToReconnect, (await home.ViewAsync(Ct)).State);
        await home.ConnectAsync(Ct);
        Assert.Equal(ConnectionState.Connected, (await home.ViewAsync(Ct)).State);
        Assert.Equal(7, await home.CountAsync("body-weight", Ct));
        Assert.Equal(0, cloud.CountOf("LEAK"));
    }

    [Fact]
    public async Task Nights_come_with_their_stages_and_workouts_by_the_clock_on_the_wall()
    {
        await using var home = await OpenAsync();
        var cloud = home.Cloud;
        var paris = TimeSpan.FromHours(1);
        for (var day = 1; day <= 30; day++)
            cloud.Nights.Add(
                (
                    Now.ToOffset(paris).AddDays(-day).AddHours(-9),
                    [("LIGHT", 60), ("DEEP", 40), ("AWAKE", 5), ("REM", 50)]
                )
            );
        // Where the clock is ahead of us, today's run began tomorrow.
        cloud.Runs.Add((Now.ToOffset(TimeSpan.FromHours(13)).AddMinutes(-50), 40, 7000));
        cloud.Runs.Add((Now.ToOffset(TimeSpan.FromHours(-8)).AddDays(-3), 30, 5000));

        await home.ConnectAsync(Ct);

        var stages = await home.Host.ListAsync(home.Ana, home.Leo, "sleep-stage", Ct);
        // Each night is in bed, and in four stages.
        Assert.Equal(30 * 5, stages.Count);
        Assert.All(stages, s => Assert.Equal(("Charge 6", "+01:00"), (s.Source.Name, s.Zone)));
        await using var db = await home.Host.Get<HealthDbs>().ReadAsync(Ct);
        var runs = await home.Host.Get<EntryStore>().ReadAsync(db, home.Leo, Workout.Type, Ct);
        Assert.Equal(
            [("running", 30.0, "-08:00"), ("running", 40.0, "+13:00")],
            runs.Entries.Select(r => r.Payload)
                .OrderBy(r => r.StartMs)
                .Select(r => (r.Activity, r.DurationMs / 60_000.0, r.Zone))
        );

        var before = (await home.DeliveriesAsync(Ct)).Count;
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        Assert.Equal(before, (await home.DeliveriesAsync(Ct)).Count);
        Assert.Equal(ConnectionState.Connected, (await home.ViewAsync(Ct)).State);
    }

    [Fact]
    public async Task Without_the_right_to_sleep_it_is_not_connected()
    {
        await using var home = await OpenAsync();
        home.Cloud.Granted = GoogleHealthDouble.Everything.Split(' ')[0];
        var back = home.Cloud.Agree(await home.AskAsync(Ct));

        Assert.Equal(ConnectionErrors.ScopeMissing, (await home.ReturnAsync(back, Ct)).Error);
    }

    [Fact]
    public async Task A_code_without_the_proof_of_who_asked_is_worth_nothing()
    {
        await using var home = await OpenAsync();
        var stolen = home.Cloud.Agree(await home.AskAsync(Ct));
        // Somebody brings a code that was given for another question.
        var own = VendorDouble.Query(new Uri(await home.AskAsync(Ct)))["state"];
        var mixed = new Uri(
            $"http://localhost/?code={VendorDouble.Query(stolen)["code"]}&state={own}"
        );

        Assert.Equal(ConnectionErrors.VendorRefused, (await home.ReturnAsync(mixed, Ct)).Error);
        Assert.Empty(await home.ViewsAsync(Ct));
    }
}
