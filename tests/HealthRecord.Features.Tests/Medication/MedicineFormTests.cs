using Bunit;
using HealthRecord.Domain.Time;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Medication;
using HealthRecord.Features.Medication.Pages;
using HealthRecord.Features.Tests.Family;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.Medication;

public sealed class MedicineFormTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_medicine_is_found_and_planned_in_plain_steps()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        Medicine? saved = null;
        var form = Render(pages, null, medicine => saved = medicine);

        await form.Find("#medicine-search").InputAsync(new() { Value = "amlodipine biogaran 5" });
        Assert.Contains("26/05/2026", form.Markup);
        await form.Find("ul.hr-pairs button").ClickAsync(new());
        await form.Find("select[id^=pattern]").ChangeAsync(new() { Value = "Cycle" });
        await form.Find("input[id^=on-]").ChangeAsync(new() { Value = "5" });
        await form.Find("input[id^=off-]").ChangeAsync(new() { Value = "2" });
        await form.Find("input[id^=amount]").ChangeAsync(new() { Value = "0,5" });
        await Button(form, "Ajouter une heure").ClickAsync(new());
        await form.FindAll("input[id^=at-]")[1].ChangeAsync(new() { Value = "20:30" });
        await Button(form, "La quantité ou les jours").ClickAsync(new());
        await form.Find("#medicine-left").ChangeAsync(new() { Value = "28" });
        await form.Find("#medicine-renewal").ChangeAsync(new() { Value = "7" });
        await form.Find("form").SubmitAsync();

        Assert.Equal("AMLODIPINE BIOGARAN 5 mg, gélule", saved!.Name);
        Assert.Equal(("65728601", "capsule", 28_000), (saved.Cis, saved.Unit, saved.Counted));
        Assert.Equal(7, saved.RenewalDays);
        Assert.Equal([Today, Today.AddDays(7)], saved.Phases.Select(phase => phase.From));
        Assert.Equal((5, 2), (saved.Phases[0].On, saved.Phases[0].Off));
        Assert.Equal(
            [(new TimeOnly(8, 0), 500), (new TimeOnly(20, 30), 500)],
            saved.Phases[0].Times.Select(time => (time.At, time.Amount))
        );
        Assert.Null(saved.Check(Today));
    }

    [Fact]
    public async Task What_is_not_in_the_list_is_written_freely_and_taken_as_needed()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        Medicine? saved = null;
        var form = Render(pages, null, medicine => saved = medicine);

        await form.Find("#medicine-search").InputAsync(new() { Value = "Tisane de mamie" });
        await Button(form, "Il n’est pas dans la liste").ClickAsync(new());
        await form.Find("#medicine-unit").ChangeAsync(new() { Value = "" });
        await form.Find("#medicine-unit-word").ChangeAsync(new() { Value = "tasse" });
        await form.FindAll("input[name=medicine-when]")[1].ChangeAsync(new() { Value = "on" });
        await form.Find("#medicine-gap").ChangeAsync(new() { Value = "1,5" });
        await form.Find("form").SubmitAsync();

        Assert.Equal(
            ("Tisane de mamie", null, "tasse", true, 90),
            (saved!.Name, saved.Cis, saved.Unit, saved.AsNeeded, saved.GapMinutes)
        );
        Assert.Empty(saved.Phases);
        Assert.Null(saved.Check(Today));
    }

    [Fact]
    public async Task An_edit_shows_what_runs_and_keeps_what_is_past_and_what_was_counted()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var given = Taking.Daily(Today.AddDays(-30), 8) with
        {
            Counted = 30_000,
            CountedUtc = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc),
            Phases =
            [
                .. Taking.Daily(Today.AddDays(-30), 8).Phases,
                .. Taking.Daily(Today.AddDays(-10), 9).Phases,
            ],
        };
        Medicine? saved = null;
        var form = Render(pages, given, medicine => saved = medicine, left: 6000);

        Assert.Equal("6", form.Find("#medicine-left").GetAttribute("value"));
        await Assert.Single(form.FindAll("input[id^=at-]")).ChangeAsync(new() { Value = "10:00" });
        await form.Find("form").SubmitAsync();

        Assert.Equal([8, 10], saved!.Phases.Select(phase => phase.Times[0].At.Hour));
        Assert.Equal((30_000, given.CountedUtc), (saved.Counted, saved.CountedUtc));
    }

    private static IRenderedComponent<MedicineForm> Render(
        FamilyPages pages,
        Medicine? value,
        Action<Medicine> onSave,
        int? left = null
    ) =>
        pages.Render<MedicineForm>(p =>
            p.Add(f => f.Value, value)
                .Add(f => f.Left, left)
                .Add(f => f.Zones, ZoneTimeline.Of("Europe/Paris"))
                .Add(f => f.OnSave, (BookPayload payload) => onSave((Medicine)payload))
        );

    private static AngleSharp.Dom.IElement Button(
        IRenderedComponent<MedicineForm> form,
        string text
    ) => form.FindAll("button").First(b => b.TextContent.Contains(text, StringComparison.Ordinal));
}
