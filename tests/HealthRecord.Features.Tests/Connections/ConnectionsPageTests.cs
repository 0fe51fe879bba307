using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using HealthRecord.Domain;
using HealthRecord.Features.Connections;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Platform.Ui;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using HealthRecord.TestKit.Vendors;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Connections;

/// <summary>What somebody sees of their connected services, in each state that one of them can be in.</summary>
public sealed class ConnectionsPageTests
{
    private static readonly DateTimeOffset Now = RecordHost.Start;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_service_is_the_one_thing_to_do_and_is_said_not_to_be_connected_yet()
    {
        await using var home = await OpenAsync();
        await using var pages = await PagesAsync(home.Host, home.Ana);

        var page = Show(pages, home.Leo);

        Assert.Contains("Aucun service n’est encore relié", page.Markup);
        var connect = Assert.Single(page.FindAll("section button"));
        Assert.Equal("Relier Withings", connect.TextContent);
        Assert.False(connect.ClassList.Contains("is-quiet"));
        // It leads to the vendor, with a question of ours that is answered once.
        await connect.ClickAsync(new());
        Assert.StartsWith(
            $"{home.Cloud.Url}oauth2_user/authorize2?",
            pages.Services.GetRequiredService<NavigationManager>().Uri,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_connected_service_tells_its_last_delivery_and_when_it_is_asked_next()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-2), 42_000);
        await home.ConnectAsync(Ct);
        await using var pages = await PagesAsync(home.Host, home.Ana);

        var page = Show(pages, home.Leo);

        var card = Card(page);
        Assert.Contains("Relié", card.TextContent);
        // 09:30 in UTC is 10:30 in Paris; six hours later it is asked again.
        Assert.Contains("Dernière livraison : mer. 25 nov., 10 h 30", Plain(card));
        Assert.Contains("Prochaine demande : mer. 25 nov., 16 h 30", Plain(card));
        Assert.DoesNotContain("Reconnecter", card.TextContent);
        Assert.Contains(
            page.FindAll("button"),
            b => b.TextContent == "Relier un autre compte Withings"
        );
        Assert.DoesNotContain(page.FindAll(".hr-button"), b => !b.ClassList.Contains("is-quiet"));

        home.Cloud.Weigh(2, Now.AddDays(-1), 42_100);
        await Button(card, "Demander maintenant").ClickAsync(new());
        await home.WorkAsync(Ct);
        Assert.Equal(2, await home.CountAsync("body-weight", Ct));
    }

    [Fact]
    public async Task A_service_that_never_delivered_says_so_and_is_no_fault()
    {
        await using var home = await OpenAsync();
        await home.ConnectAsync(Ct);
        await using var pages = await PagesAsync(home.Host, home.Ana);

        var card = Card(Show(pages, home.Leo));

        Assert.Contains("Rien n’a encore été livré.", card.TextContent);
        Assert.Empty(card.QuerySelectorAll(".is-attention"));
    }

    [Fact]
    public async Task A_revoked_access_shows_reconnect_and_leads_to_the_vendor_again()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-2), 42_000);
        await home.ConnectAsync(Ct);
        home.Cloud.TakeBack();
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        await using var pages = await PagesAsync(home.Host, home.Ana);

        var card = Card(Show(pages, home.Leo));

        Assert.Contains("À reconnecter", card.QuerySelector(".is-attention")!.TextContent);
        Assert.Contains("Ce qui est déjà dans le carnet reste", card.TextContent);
        Assert.DoesNotContain("Prochaine demande", card.TextContent);
        var again = Button(card, "Reconnecter");
        Assert.False(again.ClassList.Contains("is-quiet"));
        await again.ClickAsync(new());
        var asked = pages.Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Null((await home.ReturnAsync(home.Cloud.Agree(asked), Ct)).Error);
        Assert.Contains("Relié", Card(Show(pages, home.Leo)).TextContent);
    }

    [Fact]
    public async Task A_service_that_wants_patience_says_until_when_and_is_not_pressed()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-2), 42_000);
        await home.ConnectAsync(Ct);
        home.Cloud.PatienceAfter = 0;
        await home.LaterAsync(TimeSpan.FromHours(7), Ct);
        await using var pages = await PagesAsync(home.Host, home.Ana);

        var card = Card(Show(pages, home.Leo));

        Assert.Contains("de patienter jusqu’au mer. 25 nov., 17 h 37", Plain(card));
        Assert.DoesNotContain(
            card.QuerySelectorAll("button"),
            b => b.TextContent == "Demander maintenant"
        );
    }

    [Fact]
    public async Task Google_Health_is_not_there_until_it_is_switched_on_and_then_says_that_it_was_never_tried()
    {
        (string Key, string? Value)[] registered =
        [
            ("Connections:GoogleHealth:ClientId", "id"),
            ("Connections:GoogleHealth:ClientSecret", "secret"),
        ];
        Assert.Contains("Aucun service n’est configuré", await MarkupAsync(registered));

        var on = await MarkupAsync([.. registered, ("Connections:GoogleHealth:Enabled", "true")]);

        Assert.Contains("Relier Google Health", on);
        Assert.Contains("Jamais essayé avec le vrai service", on);
    }

    [Fact]
    public async Task A_refusal_from_outside_is_one_of_our_sentences_or_nothing()
    {
        await using var home = await OpenAsync();
        await using var pages = await PagesAsync(home.Host, home.Ana);

        var declined = Show(pages, home.Leo, "connection.declined");
        Assert.Contains("L’accès n’a pas été accordé. Rien n’a changé.", declined.Markup);
        var foreign = Show(pages, home.Leo, "Your account is locked, call 0900");
        Assert.DoesNotContain("0900", foreign.Markup);
    }

    [Fact]
    public async Task To_end_a_connection_is_asked_about_once_and_leaves_the_readings()
    {
        await using var home = await OpenAsync();
        home.Cloud.Weigh(1, Now.AddDays(-2), 42_000);
        await home.ConnectAsync(Ct);
        await using var pages = await PagesAsync(home.Host, home.Ana);
        var page = Show(pages, home.Leo);

        await Button(Card(page), "Délier").ClickAsync(new());
        Assert.Single(await home.ViewsAsync(Ct));
        await Button(Card(page), "Oui, délier").ClickAsync(new());

        Assert.Empty(await home.ViewsAsync(Ct));
        Assert.Equal(1, await home.CountAsync("body-weight", Ct));
        Assert.Contains("Aucun service n’est encore relié", page.Markup);
    }

    private static async Task<CloudHost<WithingsDouble>> OpenAsync()
    {
        var cloud = await WithingsDouble.StartAsync(TimeProvider.System);
        return await CloudHost<WithingsDouble>.OpenAsync(
            Database.Sqlite,
            cloud,
            "withings",
            cloud.Settings,
            Ct
        );
    }

    private static async Task<string> MarkupAsync((string Key, string? Value)[] settings)
    {
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            Typing.WithoutWorkers,
            settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
            Ct
        );
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = await PagesAsync(host, family.Ana);
        return Show(pages, family.AnaPerson).Markup;
    }

    private static async Task<FamilyPages> PagesAsync(RecordHost host, Actor actor)
    {
        var pages = new FamilyPages(host, actor);
        pages
            .Services.GetRequiredService<WhoIsShown>()
            .Know(await host.Get<ReadShownPersons>().RunAsync(actor, Ct));
        return pages;
    }

    private static IRenderedComponent<ConnectionsPage> Show(
        FamilyPages pages,
        PersonId person,
        string? refusal = null
    )
    {
        // What was set while the pages were prepared has ended with that.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new("fr-FR");
        pages
            .Services.GetRequiredService<NavigationManager>()
            .NavigateTo(
                $"/imports/services?pour={person}&refus={Uri.EscapeDataString(refusal ?? "")}"
            );
        var page = pages.Render<ConnectionsPage>();
        page.WaitForElement("#services-add");
        return page;
    }

    private static IElement Card(IRenderedComponent<ConnectionsPage> page) =>
        page.FindAll("section").Single(s => s.QuerySelector("h2")?.TextContent == "Withings");

    private static IElement Button(IElement card, string name) =>
        card.QuerySelectorAll("button").Single(b => b.TextContent == name);

    private static string Plain(IElement element) =>
        element.TextContent.Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
