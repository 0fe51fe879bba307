using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

public sealed class EditingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task The_second_of_two_parents_is_shown_what_the_first_one_changed(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-28")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", Domain.Access.GrantRole.Guardian)
            .BuildAsync(Ct);
        var leo = family.Person("Léo");
        var id = await host.LogAsync(family.Ana, leo, Typing.Weight(16), Ct);
        var edit = host.Get<EditReading>();

        var first = await edit.RunAsync(family.Ana, leo, id, Typing.Weight(16.4), 0, Ids.New(), Ct);
        var second = await edit.RunAsync(
            family.Actor("Karim"),
            leo,
            id,
            Typing.Weight(16.9),
            0,
            Ids.New(),
            Ct
        );

        Assert.True(first.Succeeded, first.Error?.Key);
        Assert.Equal("reading.changed", second.Error?.Key);
        var present = Assert.IsType<ReadingView>(Assert.Single(second.Error!.Arguments));
        Assert.Equal(new WrittenNumber(164, -1), present.Values[0]);
        var agreed = await edit.RunAsync(
            family.Actor("Karim"),
            leo,
            id,
            Typing.Weight(16.9),
            present.Revision,
            Ids.New(),
            Ct
        );
        Assert.Equal(new WrittenNumber(169, -1), agreed.Value.Values[0]);
    }

    [Theory, BothDatabases]
    public async Task Edits_of_different_readings_of_one_month_do_not_meet(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var ids = new List<ReadingId>();
        for (var day = 0; day < 8; day++)
            ids.Add(
                await host.LogAsync(
                    family.Ana,
                    family.AnaPerson,
                    Typing.Weight(60 + day, Typing.Noon.AddDays(day)),
                    Ct
                )
            );
        var edit = host.Get<EditReading>();

        var edits = await Task.WhenAll(
            ids.Select(
                (id, day) =>
                    edit.RunAsync(
                        family.Ana,
                        family.AnaPerson,
                        id,
                        Typing.Weight(80 + day, Typing.Noon.AddDays(day)),
                        0,
                        Ids.New(),
                        Ct
                    )
            )
        );

        Assert.All(edits, e => Assert.True(e.Succeeded, e.Error?.Key));
        var shown = await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct);
        Assert.Equal(
            Enumerable.Range(80, 8).Select(k => (double)k).Reverse(),
            shown.Select(r => r.Values[0]!.Value.ToDouble())
        );
    }

    [Theory, BothDatabases]
    public async Task A_reading_that_moves_to_another_month_is_there_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var id = await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var april = Typing.Noon.AddMonths(1);
        var operation = Ids.New();
        var edit = host.Get<EditReading>();

        var moved = await edit.RunAsync(
            family.Ana,
            family.AnaPerson,
            id,
            Typing.Weight(70, april),
            0,
            operation,
            Ct
        );
        var again = await edit.RunAsync(
            family.Ana,
            family.AnaPerson,
            id,
            Typing.Weight(70, april),
            0,
            operation,
            Ct
        );

        Assert.Equal(moved.Value.Id, again.Value.Id);
        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.Equal(april, shown.StartUtc);

        var undone = await host.Get<UndoChange>()
            .RunAsync(family.Ana, family.AnaPerson, id, 1, Ids.New(), Ct, change: operation);
        Assert.True(undone.Succeeded, undone.Error?.Key);
        shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.Equal(Typing.Noon, shown.StartUtc);
    }

    [Theory, BothDatabases]
    public async Task A_deletion_is_undone_to_what_was_corrected_before(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var id = await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var corrected = Typing.Weight(71) with { Note = "balance de la salle de bains" };
        await host.Get<EditReading>()
            .RunAsync(family.Ana, family.AnaPerson, id, corrected, 0, Ids.New(), Ct);
        var deletion = Ids.New();
        await host.Get<DeleteReading>().RunAsync(family.Ana, family.AnaPerson, id, 1, deletion, Ct);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));

        var back = await host.Get<UndoChange>()
            .RunAsync(family.Ana, family.AnaPerson, id, 2, Ids.New(), Ct, change: deletion);

        Assert.True(back.Succeeded, back.Error?.Key);
        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.Equal(new WrittenNumber(710, -1), shown.Values[0]);
        Assert.Equal("balance de la salle de bains", shown.Note);
    }

    [Theory, BothDatabases]
    public async Task Readings_are_paged_without_a_gap_or_a_repeat(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var forms = Enumerable
            .Range(0, 57)
            .Select(i =>
                Typing.Weight(60, Typing.Noon.AddDays(-3 * (i / 2))) with
                {
                    Note = $"{i}",
                }
            )
            .ToList();
        await host.Get<LogReadings>().RunAsync(family.Ana, family.AnaPerson, forms, Ids.New(), Ct);
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "body-weight", Ct);

        var seen = new List<string?>();
        var query = new ReadingsQuery(Typing.Noon.AddYears(-1), Typing.Noon.AddDays(1))
        {
            Take = 10,
        };
        while (true)
        {
            var page = (
                await host.Get<ReadReadings>()
                    .RunAsync(family.Ana, family.AnaPerson, tag, query, Ct)
            ).Value;
            seen.AddRange(page.Readings.Select(r => r.Note));
            if (page.Next is null)
                break;
            query = query with { After = page.Next };
        }

        Assert.Equal(57, seen.Count);
        Assert.Equal(57, seen.Distinct(StringComparer.Ordinal).Count());
    }
}
