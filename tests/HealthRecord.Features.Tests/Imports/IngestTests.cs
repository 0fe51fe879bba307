using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class IngestTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Every_item_gets_its_own_answer_and_whatever_can_be_stored_is(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);
        var leo = family.Person("Léo");
        var tag = (await host.TagAsync(family.Ana, leo, "steps", Ct)).Text;

        var answer = await SendAsync(
            host,
            family.Ana,
            leo,
            Weight("2026-03-14T12:00:00+01:00", "16,40"),
            Item(tag, "2026-03-14T08:00", "420", end: "2026-03-14T08:10", unit: "count"),
            Weight("2026-03-14T12:00:00+01:00", "16.4"),
            Weight("2026-03-15T12:00:00Z", "450"),
            Item("telepathy", "2026-03-14T12:00:00Z", "1"),
            Weight("14 mars", "16.4"),
            Weight("2026-03-14T12:00:00Z", "16.4", unit: "furlong"),
            Weight("2026-03-14T12:00:00Z", "beaucoup"),
            Weight("2026-03-14T12:00:00Z", "12,480"),
            Weight("2026-03-14T12:00:00Z", "-3"),
            Weight("2031-03-14T12:00:00Z", "16.4"),
            Weight("2011-03-14T12:00:00Z", "16.4"),
            Item("steps", "2026-03-14T08:00:00Z", "420", end: "2026-03-14T07:00:00Z"),
            Item("blood-pressure", "2026-03-14T08:00:00Z", "120"),
            Item("sleep-stage", "2026-03-14T01:00:00Z", "deep", end: "2026-03-14T02:00:00Z"),
            Item("sleep-stage", "2026-03-14T01:00:00Z", "dreaming")
        );

        Assert.Equal(
            [
                "Added",
                "Added",
                "AlreadyThere",
                "SetAside",
                "UnknownType",
                "Date",
                "Unit",
                "NotANumber",
                "NotANumber",
                "Impossible",
                "Future",
                "BeforeBirth",
                "EndBeforeStart",
                "Incomplete",
                "Added",
                "Code",
            ],
            answer.Results.Select(Said)
        );
        var weight = (await host.ListAsync(family.Ana, leo, "body-weight", Ct)).Single(w =>
            !w.SetAside
        );
        Assert.Equal(
            (new WrittenNumber(1640, -2), "+01:00", Typing.Noon.AddHours(-1)),
            (weight.Values[0]!.Value, weight.Zone, weight.StartUtc)
        );
        // Without an offset: the clock on the wall where the child lives.
        var steps = Assert.Single(await host.ListAsync(family.Ana, leo, "steps", Ct));
        Assert.Equal(
            (Typing.Noon.AddHours(-5), TimeSpan.FromMinutes(10)),
            (steps.StartUtc, steps.Duration)
        );
    }

    [Theory, BothDatabases]
    public async Task The_same_key_gets_the_same_answer_and_another_key_changes_nothing(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        IngestItem[] items =
        [
            Weight("2026-03-14T12:00:00Z", "70.5"),
            Weight("2026-03-15T12:00:00Z", "71", id: "scale-17"),
            Weight("2026-03-15T12:00:00Z", "much"),
        ];
        var key = Ids.New();
        var first = await SendAsync(host, family.Ana, family.AnaPerson, key, items);
        var again = await SendAsync(host, family.Ana, family.AnaPerson, key, items);
        var rows = await RowsAsync(host);

        var other = await SendAsync(host, family.Ana, family.AnaPerson, Ids.New(), items);

        Assert.Equal(first.Run, again.Run);
        Assert.Equal(first.Results, again.Results);
        Assert.Equal(["Added", "Added", "NotANumber"], first.Results.Select(Said));
        Assert.Equal(["AlreadyThere", "AlreadyThere", "NotANumber"], other.Results.Select(Said));
        Assert.Equal(rows, await RowsAsync(host));
        Assert.Equal(
            2,
            (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)).Count
        );
    }

    [Theory, BothDatabases]
    public async Task Under_one_id_a_higher_version_corrects_and_another_value_is_refused(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        async Task<string> SayAsync(string kilograms, long version) =>
            Said(
                (
                    await SendAsync(
                        host,
                        family.Ana,
                        family.AnaPerson,
                        Weight("2026-03-15T12:00:00Z", kilograms, id: "17") with
                        {
                            Version = version,
                        }
                    )
                ).Results[0]
            );

        Assert.Equal("Added", await SayAsync("71", 1));
        Assert.Equal("SameId", await SayAsync("72", 1));
        Assert.Equal("Added", await SayAsync("72", 2));
        Assert.Equal("AlreadyThere", await SayAsync("71", 1));

        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.Equal(72, shown.Values[0]!.Value.ToDouble());
    }

    [Theory, BothDatabases]
    public async Task A_day_of_one_sender_is_one_import_that_can_be_taken_back(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var (ana, person) = (family.Ana, family.AnaPerson);
        await host.LogAsync(ana, person, Typing.Weight(70), Ct);
        for (var minute = 10; minute < 40; minute++)
            await SendAsync(host, ana, person, Weight($"2026-03-14T12:{minute}:00Z", "71"));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await SendAsync(host, ana, person, "balance", Weight("2026-03-14T13:00:00Z", "72"));
        host.Clock.Advance(TimeSpan.FromDays(1));
        await SendAsync(host, ana, person, Weight("2026-03-14T12:10:00Z", "71"));

        var runs = await host.Get<ReadImports>().RunAsync(ana, Ct);
        Assert.Equal(["iPhone", "balance", "iPhone"], runs.Select(r => r.FileName));
        Assert.All(runs, r => Assert.True(r.IsDelivery));
        Assert.Equal(30, runs[2].Report!.Added);

        var undone = await host.Get<UndoImport>().RunAsync(ana, runs[2].Run, Ct);
        Assert.Null(undone.Error);
        // What another delivery carried too stays, and so does what was typed.
        Assert.Equal(
            [70.0, 71, 72],
            (await host.ListAsync(ana, person, "body-weight", Ct))
                .Select(r => r.Values[0]!.Value.ToDouble())
                .Order()
        );
    }

    [Theory, BothDatabases]
    public async Task After_an_undo_the_rest_of_the_day_is_an_import_of_its_own(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var weight = Weight("2026-03-14T12:00:00Z", "71");
        var first = await SendAsync(host, family.Ana, family.AnaPerson, weight);
        await host.Get<UndoImport>().RunAsync(family.Ana, new(first.Run!.Value), Ct);

        var second = await SendAsync(host, family.Ana, family.AnaPerson, weight);

        Assert.NotEqual(first.Run, second.Run);
        Assert.Equal("Added", Said(second.Results[0]));
    }

    [Theory, BothDatabases]
    public async Task What_a_person_deleted_stays_deleted(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var weight = Weight("2026-03-14T12:00:00Z", "71");
        await SendAsync(host, family.Ana, family.AnaPerson, weight);
        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        await host.Get<DeleteReading>()
            .RunAsync(family.Ana, family.AnaPerson, shown.Id, shown.Revision, Ids.New(), Ct);

        var again = await SendAsync(host, family.Ana, family.AnaPerson, weight);

        Assert.Equal("DeletedByHand", Said(again.Results[0]));
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
    }

    [Theory, BothDatabases]
    public async Task A_domain_that_may_not_be_written_costs_its_own_items_only(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var phone = family.Token("Ana", RecordDomains.Measures, mayWrite: true);
        var readOnly = family.Token("Ana", RecordDomains.Measures, mayWrite: false);
        var stranger = await family.AddStrangerAsync("Zed", Ct);
        IngestItem[] items =
        [
            Weight("2026-03-14T12:00:00Z", "71"),
            Item("sleep-stage", "2026-03-14T01:00:00Z", "deep", end: "2026-03-14T02:00:00Z"),
        ];

        var answer = await SendAsync(host, phone, family.AnaPerson, items);

        Assert.Equal(["Added", "UnknownType"], answer.Results.Select(Said));
        Assert.Equal(
            "import.not-yours",
            (await TryAsync(host, readOnly, family.AnaPerson, items)).Error?.Key
        );
        Assert.Equal(
            "import.not-found",
            (await TryAsync(host, stranger, family.AnaPerson, items)).Error?.Key
        );
    }

    [Theory, BothDatabases]
    public async Task Twenty_senders_at_once_add_each_reading_once(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var items = Enumerable
            .Range(10, 20)
            .Select(m => Weight($"2026-03-14T12:{m}:00Z", "71"))
            .ToArray();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ => Task.Run(() => TryAsync(host, family.Ana, family.AnaPerson, items)))
        );

        // Who is overtaken too often is told to come again; nobody is told a lie.
        var heard = answers.Where(a => a.Succeeded).ToList();
        Assert.Equal(20, heard.Sum(a => a.Value.Results.Count(r => r.State == IngestState.Added)));
        Assert.All(
            answers.Where(a => !a.Succeeded),
            a => Assert.Equal("import.busy", a.Error?.Key)
        );
        Assert.Equal(
            20,
            (await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)).Count
        );
        Assert.Single(await host.Get<ReadImports>().RunAsync(family.Ana, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_kind_of_the_familys_own_is_sent_by_its_tag_and_taken_back(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var tag = (
            await host.Get<DefineKind>()
                .RunAsync(
                    family.Ana,
                    family.AnaPerson,
                    new("Souffle", "s", RecordDomains.Measures, 0, null, null, false),
                    Ct
                )
        ).Value;

        var answer = await SendAsync(
            host,
            family.Ana,
            family.AnaPerson,
            Item(tag.Text, "2026-03-14T12:00:00Z", "12")
        );

        Assert.Equal("Added", Said(answer.Results[0]));
        var run = new ImportId(answer.Run!.Value);
        Assert.Equal(
            "import.own-kinds",
            (await host.Get<MoveImport>().RunAsync(family.Ana, run, family.Person("Léo"), Ct))
                .Error
                ?.Key
        );
        Assert.Null((await host.Get<UndoImport>().RunAsync(family.Ana, run, Ct)).Error);
    }

    [Fact]
    public async Task Too_many_and_none_are_refused()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var many = Enumerable.Repeat(Weight("2026-03-14T12:00:00Z", "71"), 1001).ToArray();

        Assert.Equal(
            "import.too-many-readings",
            (await TryAsync(host, family.Ana, family.AnaPerson, many)).Error?.Key
        );
        Assert.Equal(
            "import.no-readings",
            (await TryAsync(host, family.Ana, family.AnaPerson, [])).Error?.Key
        );
    }

    private static string Said(IngestResult result) =>
        result.Reason is { } key ? key["import.refused.".Length..] : result.State.ToString();

    private static IngestItem Weight(
        string at,
        string kilograms,
        string? unit = "kg",
        string? id = null
    ) => new("body-weight", at, null, [kilograms], unit, null, "Balance", id, 1);

    private static IngestItem Item(
        string kind,
        string at,
        string value,
        string? end = null,
        string? unit = null
    ) => new(kind, at, end, [value], unit, null, "Montre", null, 1);

    private static Task<IngestAnswer> SendAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        params IngestItem[] items
    ) => SendAsync(host, actor, person, Ids.New(), items);

    private static async Task<IngestAnswer> SendAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        string sender,
        params IngestItem[] items
    ) =>
        (
            await host.Get<IngestReadings>()
                .RunAsync(actor, person, new(sender, items), Ids.New(), Ct)
        ).Value;

    private static async Task<IngestAnswer> SendAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        Guid key,
        params IngestItem[] items
    ) =>
        (
            await host.Get<IngestReadings>().RunAsync(actor, person, new("iPhone", items), key, Ct)
        ).Value;

    private static Task<Outcome<IngestAnswer>> TryAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        IngestItem[] items
    ) => host.Get<IngestReadings>().RunAsync(actor, person, new("iPhone", items), Ids.New(), Ct);

    /// <summary>The stored months and their versions.</summary>
    private static async Task<IReadOnlyList<(Guid, long)>> RowsAsync(RecordHost host)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return [.. db.Segments.OrderBy(s => s.Id).AsEnumerable().Select(s => (s.Id, s.Version))];
    }
}
