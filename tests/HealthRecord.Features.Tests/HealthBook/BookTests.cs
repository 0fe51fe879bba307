using HealthRecord.Domain;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Allergies;
using HealthRecord.Features.HealthBook.Vaccinations;
using HealthRecord.Features.Platform.Security;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.HealthBook;

public sealed class BookTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Vaccination Vaxelis(string day) =>
        new()
        {
            Name = "VAXELIS",
            Code = "VAC0535",
            On = DateOnly.ParseExact(
                day,
                "yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            Diseases = [.. VaccineCatalogue.Find("VAC0535")!.Diseases.Select(d => d.Code)],
        };

    [Theory, BothDatabases]
    public async Task What_is_written_is_read_again_newest_first(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await SaveAsync(host, family.Ana, leo, Vaxelis("2026-04-03") with { Lot = "U012345" });
        await SaveAsync(host, family.Ana, leo, Vaxelis("2026-06-05"));

        var lines = await LinesAsync(host, family.Ana, leo, 1);

        Assert.Equal(
            [new(2026, 6, 5), new(2026, 4, 3)],
            lines.Select(line => ((Vaccination)line.Payload).On!.Value)
        );
        Assert.Equal("U012345", ((Vaccination)lines[1].Payload).Lot);
    }

    [Theory, BothDatabases]
    public async Task One_injection_written_down_by_two_parents_is_kept_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var hexyon = VaccineCatalogue.Search("hexyon", 1)[0];
        var other = Vaxelis("2026-04-03") with
        {
            Name = hexyon.Name,
            Code = hexyon.Code,
            Diseases = [.. hexyon.Diseases.Select(d => d.Code).Reverse()],
        };

        var both = await Task.WhenAll(
            SaveAsync(host, family.Ana, leo, Vaxelis("2026-04-03")),
            SaveAsync(host, family.Ana, leo, other)
        );

        Assert.Equal(1, both.Count(saved => saved.Succeeded));
        Assert.Equal(BookErrors.AlreadyThere, both.Single(saved => !saved.Succeeded).Error);
        Assert.Single(await LinesAsync(host, family.Ana, leo, 1));
    }

    [Theory, BothDatabases]
    public async Task Of_two_editors_the_second_is_told(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await SaveAsync(host, family.Ana, family.AnaPerson, new Allergy { Substance = "Arachide" });
        var seen = Assert.Single(await LinesAsync(host, family.Ana, family.AnaPerson, 2));

        var first = await SaveAsync(
            host,
            family.Ana,
            family.AnaPerson,
            new Allergy { Substance = "Arachides" },
            seen
        );
        var second = await SaveAsync(
            host,
            family.Ana,
            family.AnaPerson,
            new Allergy { Substance = "Noix" },
            seen
        );
        var removal = await host.Get<RemoveBookEntry>()
            .RunAsync(family.Ana, family.AnaPerson, seen, Ct);

        Assert.True(first.Succeeded);
        Assert.Equal(BookErrors.Changed, second.Error);
        Assert.Equal(BookErrors.Changed, removal.Error);
        Assert.Equal(
            "Arachides",
            (
                (Allergy)
                    Assert.Single(await LinesAsync(host, family.Ana, family.AnaPerson, 2)).Payload
            ).Substance
        );
    }

    [Theory, BothDatabases]
    public async Task What_was_taken_out_can_be_put_back(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-02-03").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await SaveAsync(host, family.Ana, leo, Vaxelis("2026-04-03"));
        var line = Assert.Single(await LinesAsync(host, family.Ana, leo, 1));

        Assert.True(
            (await host.Get<RemoveBookEntry>().RunAsync(family.Ana, leo, line, Ct)).Succeeded
        );
        Assert.Empty(await LinesAsync(host, family.Ana, leo, 1));
        Assert.True((await SaveAsync(host, family.Ana, leo, line.Payload)).Succeeded);

        Assert.Single(await LinesAsync(host, family.Ana, leo, 1));
    }

    [Theory]
    [InlineData("2026-11-26", "book.day-ahead")]
    [InlineData("1812-01-01", "book.day-long-ago")]
    public async Task A_day_that_cannot_be_is_refused_and_nothing_is_kept(string day, string error)
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);

        var saved = await SaveAsync(host, family.Ana, family.AnaPerson, Vaxelis(day));

        Assert.Equal(error, saved.Error?.Key);
        Assert.Empty(await LinesAsync(host, family.Ana, family.AnaPerson, 1));
    }

    [Theory]
    [InlineData("hexyon", "HEXYON")]
    [InlineData("Priorix rougeole", "PRIORIX")]
    [InlineData("zona", "SHINGRIX")]
    [InlineData("gardasil 9", "GARDASIL 9")]
    [InlineData("RÉPEVAX", "REPEVAX")]
    public void A_vaccine_is_found_as_people_write_it(string text, string expected) =>
        Assert.Contains(VaccineCatalogue.Search(text, 8), vaccine => vaccine.Name == expected);

    [Fact]
    public void Every_antigen_of_a_rule_is_protected_from_by_some_vaccine_of_the_list()
    {
        var known = VaccineCatalogue
            .Diseases(french: true)
            .Select(d => d.Antigen)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

        Assert.Equal(
            HealthRecord.Domain.Prevention.Antigens.All.Order(StringComparer.Ordinal),
            known.Order(StringComparer.Ordinal)
        );
    }

    private static Task<Outcome<EntryId>> SaveAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        BookPayload payload,
        BookLine? edited = null
    ) => host.Get<SaveBookEntry>().RunAsync(actor, person, payload, edited, Ct);

    private static async Task<IReadOnlyList<BookLine>> LinesAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        int part
    ) => (await host.Get<ReadBookPart>().RunAsync(actor, person, part, Ct)).Value.Lines.Lines;
}
