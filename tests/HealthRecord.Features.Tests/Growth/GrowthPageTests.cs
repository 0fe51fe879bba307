using Bunit;
using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Growth;
using HealthRecord.Features.Family;
using HealthRecord.Features.Growth;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Tests.Family;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Growth;

public sealed class GrowthPageTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_weight_that_was_typed_finds_its_place_among_the_curves(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        // 1522 days before the noon on which it is weighed.
        var (family, zoe) = await ChildAsync(host, "2022-01-12", BiologicalSex.Female);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(17), Ct);

        var point = Assert.Single((await WeightAsync(host, family.Ana, zoe)).Points);

        Assert.Equal(0.24, point.Score!.Z, 0.01);
        Assert.Equal(1522, point.ReadAge);
    }

    [Fact]
    public async Task Pounds_taken_for_kilograms_are_listed_with_their_unit_and_not_drawn()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (family, zoe) = await ChildAsync(host, "2022-01-12", BiologicalSex.Female);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(37, confirmed: true), Ct);

        var series = await WeightAsync(host, family.Ana, zoe);

        Assert.Empty(series.Drawn);
        Assert.Equal("[lb_av]", Assert.Single(series.Odd).Slip);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = pages.Render<GrowthPage>(p => p.Add(c => c.Person, zoe.Value));
        page.WaitForElement(".is-attention");
        var said = page.Find(".is-attention").TextContent;
        Assert.Contains("Vérifiez la valeur", said, StringComparison.Ordinal);
        Assert.Contains("En livres", said, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("circle"));
    }

    [Fact]
    public async Task Of_a_child_born_early_the_age_is_corrected_and_said_to_be()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (family, zoe) = await ChildAsync(host, "2025-12-14", BiologicalSex.Female);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(3.6), Ct);
        var said = await host.Get<SayExpectedBirth>()
            .RunAsync(family.Ana, zoe, new(2026, 2, 12), Ct);
        Assert.True(said.Succeeded);

        var point = Assert.Single((await WeightAsync(host, family.Ana, zoe)).Points);

        Assert.True(point.IsCorrected);
        Assert.Equal(30, point.ReadAge);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = pages.Render<GrowthPage>(p => p.Add(c => c.Person, zoe.Value));
        page.WaitForElement("table");
        Assert.Contains("âge corrigé", page.Find("table").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-09-01")]
    [InlineData("2025-10-01")]
    public async Task An_expected_day_far_from_the_birth_is_refused(string day)
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (family, zoe) = await ChildAsync(host, "2025-12-14", BiologicalSex.Female);

        var said = await host.Get<SayExpectedBirth>()
            .RunAsync(family.Ana, zoe, DateOnly.Parse(day, null), Ct);

        Assert.Equal(GrowthErrors.ExpectedOdd, said.Error);
    }

    [Fact]
    public async Task Without_the_file_of_the_curves_the_points_stay_and_the_page_says_why()
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Growth:Tables"] = "nowhere.csv",
        };
        await using var host = await RecordHost.OpenAsync(
            Database.Sqlite,
            settings: settings,
            ct: Ct
        );
        var (family, zoe) = await ChildAsync(host, "2022-01-12", BiologicalSex.Female);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(17), Ct);
        await using var pages = new FamilyPages(host, family.Ana);

        var page = pages.Render<GrowthPage>(p => p.Add(c => c.Person, zoe.Value));
        page.WaitForElement("svg.hr-growth");

        Assert.Contains("n’est pas installé", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".hr-growth-curve"));
        Assert.NotEmpty(page.FindAll("circle"));
    }

    [Fact]
    public async Task Where_the_sex_is_not_stated_it_is_asked_for_and_there_is_no_curve()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (family, zoe) = await ChildAsync(host, "2022-01-12", BiologicalSex.Unknown);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(17), Ct);
        await using var pages = new FamilyPages(host, family.Ana);

        var page = pages.Render<GrowthPage>(p => p.Add(c => c.Person, zoe.Value));
        page.WaitForElement("svg.hr-growth");

        Assert.NotNull(page.Find(".hr-note a[href^='/reglages/personnes/']"));
        Assert.Empty(page.FindAll(".hr-growth-curve"));
    }

    [Fact]
    public async Task The_curves_are_named_by_their_source_and_the_paper_ones_are_said_to_differ()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (family, zoe) = await ChildAsync(host, "2022-01-12", BiologicalSex.Female);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(17), Ct);
        await using var pages = new FamilyPages(host, family.Ana);

        var page = pages.Render<GrowthPage>(p => p.Add(c => c.Person, zoe.Value));
        page.WaitForElement("svg.hr-growth");

        var wide = page.Find("svg.hr-growth.is-wide");
        Assert.Equal(5, wide.QuerySelectorAll(".hr-growth-curve").Length);
        foreach (var label in new[] { "OMS", "P3", "P15", "P50", "P85", "P97" })
            Assert.Contains(wide.QuerySelectorAll("text"), text => text.TextContent == label);
        Assert.Contains("AFPA-CRESS/Inserm", page.Markup, StringComparison.Ordinal);
        Assert.Contains("percentile 59", wide.GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Theory, BothDatabases]
    public async Task Who_sees_the_measures_alone_sees_neither_age_nor_curve(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (family, zoe) = await ChildAsync(host, "2022-01-12", BiologicalSex.Female);
        await host.LogAsync(family.Ana, zoe, Typing.Weight(17), Ct);
        var carer = await family.AddStrangerAsync("Karim", Ct);
        await family.GrantAsync(carer, zoe, GrantRole.Viewer, RecordDomains.Measures, ct: Ct);

        var view = (await host.Get<ReadGrowth>().RunAsync(carer, zoe, Ct)).Value;

        Assert.Equal(CurveGap.FactsUnseen, view.Gap);
        Assert.Null(view.Child);
        Assert.Empty(view.Series);
    }

    [Fact]
    public async Task Without_a_birth_date_nothing_is_placed()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (family, zoe) = await ChildAsync(host, null, BiologicalSex.Female);

        var view = (await host.Get<ReadGrowth>().RunAsync(family.Ana, zoe, Ct)).Value;

        Assert.Equal(CurveGap.BirthUnknown, view.Gap);
    }

    private static async Task<(TestFamily, PersonId)> ChildAsync(
        RecordHost host,
        string? born,
        BiologicalSex sex
    )
    {
        var family = await A.Family(host).WithChild("Zoé", born, sex).BuildAsync(Ct);
        return (family, family.Person("Zoé"));
    }

    private static async Task<GrowthSeries> WeightAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    ) =>
        (await host.Get<ReadGrowth>().RunAsync(actor, person, Ct)).Value.Series.Single(series =>
            series.Indicator == GrowthIndicator.WeightForAge
        );
}
