using HealthRecord.Domain;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.HealthBook.Pregnancies;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Tests.HealthBook;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Prevention;

public sealed class PersonProgrammeTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_vaccination_in_the_book_makes_its_dose_done(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-09-20").BuildAsync(Ct);
        var leo = family.Person("Léo");
        Assert.Equal(ItemState.ToComplete, await StateAsync(host, leo, "fr.vax.hexa#1"));

        await host.Get<SaveBookEntry>()
            .RunAsync(family.Ana, leo, BookTests.Vaxelis("2026-11-20"), null, Ct);

        Assert.Equal(ItemState.Done, await StateAsync(host, leo, "fr.vax.hexa#1"));
        Assert.Equal(ItemState.Upcoming, await StateAsync(host, leo, "fr.vax.hexa#2"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(52)]
    [InlineData(78)]
    public async Task Somebody_added_without_a_history_has_nothing_due_and_nothing_late(int age)
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var born = new DateOnly(2026, 11, 20).AddYears(-age);
        var family = await A.Family(host)
            .WithChild("Qui", born: $"{born:yyyy-MM-dd}")
            .BuildAsync(Ct);

        var said = await ReadAsync(host, family.Person("Qui"), DomainSets.All);

        Assert.NotEmpty(said.Said.Items);
        Assert.DoesNotContain(
            said.Said.Items,
            item => item.State is ItemState.Due or ItemState.Overdue or ItemState.ClosedIncomplete
        );
    }

    [Fact]
    public async Task Who_does_not_see_the_private_domain_sees_what_they_would_see_without_it()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await BornAsync(host, family, "1994-07-07");
        var before = await ReadAsync(host, family.AnaPerson, DomainSets.Everything);

        await host.Get<SaveBookEntry>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                new PregnancyEntry { LastPeriod = new(2026, 8, 4) },
                null,
                Ct
            );

        var after = await ReadAsync(host, family.AnaPerson, DomainSets.Everything);
        Assert.Equal(Keys(before), Keys(after));
        Assert.Contains(
            (await ReadAsync(host, family.AnaPerson, DomainSets.All)).Said.Items,
            item => item.Rule.Kind == RuleKind.Pregnancy
        );
    }

    [Theory, BothDatabases]
    public async Task Every_entry_asks_for_a_new_look_in_its_own_transaction(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2026-09-20").BuildAsync(Ct);
        var before = await WatchAsync(host, family.Person("Léo"));

        await host.Get<SaveBookEntry>()
            .RunAsync(family.Ana, family.Person("Léo"), BookTests.Vaxelis("2026-11-20"), null, Ct);

        var after = await WatchAsync(host, family.Person("Léo"));
        Assert.NotEqual(before.Stamp, after.Stamp);
        Assert.True(after.LookUtc < host.Clock.GetUtcNow().UtcDateTime);
    }

    [Theory, BothDatabases]
    public async Task Turning_a_line_of_the_shipped_programme_does_not_hide_what_a_later_product_ships(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var shipped = await InForceAsync(host);
        var row = Ids.New();
        await using (var db = await host.Get<HealthDbs>().WriteAsync(Ct))
        {
            db.Add(
                new ProgrammeFile
                {
                    Id = row,
                    LoadedUtc = host.Clock.GetUtcNow().UtcDateTime,
                    TurnedOn = """["fr.check.bp"]""",
                }
            );
            Assert.True(await db.TrySaveAsync(Ct));
        }

        var turned = await InForceAsync(host);

        Assert.True(shipped.IsShipped && turned.IsShipped);
        Assert.Contains(turned.Spoken.Rules, rule => rule.Id == "fr.check.bp");
        Assert.NotEqual(shipped.Id, turned.Id);
        // Named by the version too: another one is looked at anew by everybody.
        Assert.NotEqual(row, turned.Id);
        Assert.Equal(turned.Id, (await InForceAsync(host)).Id);
    }

    private static async Task<Programme> InForceAsync(RecordHost host)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await host.Get<ProgrammeInForce>().GetAsync(db, Ct);
    }

    private static async Task<ItemState> StateAsync(RecordHost host, PersonId person, string key) =>
        (await ReadAsync(host, person, DomainSets.All))
            .Said.Items.Single(item => item.Key == key)
            .State;

    private static async Task<ProgrammeReading> ReadAsync(
        RecordHost host,
        PersonId person,
        RecordDomains seen
    )
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return (
            await host.Get<PersonProgramme>()
                .ReadAsync(db, person, seen, host.Clock.GetUtcNow().UtcDateTime, Ct)
        )!;
    }

    private static async Task<DueWatch> WatchAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return await db.DueWatches.SingleAsync(w => w.PersonId == person.Value, Ct);
    }

    private static async Task BornAsync(RecordHost host, TestFamily family, string day)
    {
        await using var db = await host.Get<HealthDbs>().WriteAsync(Ct);
        var store = host.Get<HealthRecord.Features.Family.PersonStore>();
        var person = (await store.FindAsync(db, family.AnaPerson, Ct))!;
        await store.ReplaceAsync(
            db,
            family.AnaPerson,
            person.RowVersion,
            person.Payload! with
            {
                BornOn = DateOnly.ParseExact(
                    day,
                    "yyyy-MM-dd",
                    System.Globalization.CultureInfo.InvariantCulture
                ),
                Sex = HealthRecord.Features.Family.BiologicalSex.Female,
            },
            Ct
        );
        Assert.True(await db.TrySaveAsync(Ct));
    }

    private static IEnumerable<string> Keys(ProgrammeReading reading) =>
        reading.Said.Items.Select(item => $"{item.Key} {item.State} {item.Due}");
}
