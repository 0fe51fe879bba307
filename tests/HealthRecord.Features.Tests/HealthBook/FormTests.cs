using Bunit;
using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Cycles;
using HealthRecord.Features.HealthBook.EmergencyContacts;
using HealthRecord.Features.HealthBook.Pages;
using HealthRecord.Features.HealthBook.Professionals;
using HealthRecord.Features.Tests.Family;
using HealthRecord.TestKit;
using Xunit;
using TestContext = Xunit.TestContext;

namespace HealthRecord.Features.Tests.HealthBook;

/// <summary>Each part of the book through its page, as somebody fills it in.</summary>
public sealed class FormTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(4, "#condition-name", "Asthme")]
    [InlineData(5, "#symptom-what", "Mal de tête")]
    [InlineData(9, "#professional-name", "Dr Martin")]
    [InlineData(10, "#insurance-name", "Mutuelle des Lilas")]
    [InlineData(12, "#relative-what", "Diabète")]
    public async Task What_is_typed_stands_in_the_book(int part, string field, string text)
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = Open(pages, family.AnaPerson, part);

        await page.Find(field).ChangeAsync(new() { Value = text });
        await page.Find("#book-note").ChangeAsync(new() { Value = "à redire" });
        await page.Find("form").SubmitAsync();

        page.WaitForElement(".hr-pairs li");
        var line = page.Find(".hr-pairs li").TextContent;
        Assert.Contains(text, line, StringComparison.Ordinal);
        Assert.Contains("à redire", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symptom_begins_with_the_persons_own_day_and_time()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2022-02-03", zone: "Indian/Reunion")
            .BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);

        var page = Open(pages, family.Person("Léo"), 5);

        Assert.Equal("2026-11-25", page.Find("#book-day").GetAttribute("value"));
        Assert.Equal("13:30", page.Find("#book-time").GetAttribute("value"));
    }

    [Fact]
    public async Task A_number_of_somebody_to_call_is_one_tap_away()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        var page = Open(pages, family.AnaPerson, EmergencyContact.Part.Number);

        await page.Find("#contact-name").ChangeAsync(new() { Value = "Jeanne" });
        await page.Find("#contact-phone").ChangeAsync(new() { Value = "+33 6 12 34 56 78" });
        await page.Find("form").SubmitAsync();

        page.WaitForElement("a[href^='tel:+']");
        Assert.Equal("tel:+33612345678", page.Find("a[href^='tel:+']").GetAttribute("href"));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("06 12 x")]
    [InlineData("1")]
    [InlineData("06+12")]
    public void What_no_telephone_can_dial_is_refused(string phone) =>
        Assert.Equal(
            BookErrors.PhoneOdd,
            new Professional { Name = "Dr Martin", Phone = phone }.Check(new(2026, 11, 25))
        );

    [Fact]
    public async Task What_is_private_says_so_on_its_page_before_anything_is_written()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await using var pages = new FamilyPages(host, family.Ana);
        foreach (var part in new[] { 3, 6, 7 })
        {
            var page = pages.Render<BookPartPage>(p =>
                p.Add(c => c.Person, family.AnaPerson.Value).Add(c => c.Number, part)
            );
            page.WaitForElement(".hr-note");
            Assert.Contains(
                "Privé par défaut",
                page.Find(".hr-note").TextContent,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_period_does_not_end_before_it_begins_nor_months_later()
    {
        var today = new DateOnly(2026, 11, 25);
        var begun = new Cycle { Start = new(2026, 8, 3) };

        Assert.Null(begun.Check(today));
        Assert.Equal(
            BookErrors.EndBeforeStart,
            (begun with { End = new(2026, 8, 2) }).Check(today)
        );
        Assert.Equal(BookErrors.EndFarAway, (begun with { End = new(2026, 11, 2) }).Check(today));
    }

    private static IRenderedComponent<BookPartPage> Open(
        FamilyPages pages,
        PersonId person,
        int part
    )
    {
        var page = pages.Render<BookPartPage>(p =>
            p.Add(c => c.Person, person.Value).Add(c => c.Number, part)
        );
        page.WaitForElement(".hr-empty button");
        page.Find(".hr-empty button").Click();
        page.WaitForElement("form");
        return page;
    }
}
