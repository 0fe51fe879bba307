using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Api;
using HealthRecord.Features.Dashboard;
using HealthRecord.Features.Dashboard.Board;
using HealthRecord.Features.Dashboard.OneKind;
using HealthRecord.Features.Imports;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.Features.Tests.Imports;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Security;

/// <summary>Whoever was given the measures alone finds nothing else, on any way that leads to a record.</summary>
public sealed class OneDomainTests
{
    private const int Month = 202603;
    private static readonly DateOnly Day = DateOnly.FromDateTime(Typing.Noon);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task Who_sees_the_measures_alone_sees_no_night_no_mood_no_dose_and_no_note(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer, RecordDomains.Measures)
            .BuildAsync(Ct);
        var (ana, karim, leo) = (family.Ana, family.Actor("Karim"), family.Person("Léo"));
        await FillAsync(host, ana, leo);
        var everything = (await host.Get<ReadKinds>().RunAsync(ana, leo, Ct)).Value;
        var filled = (await host.Get<ReadLatest>().RunAsync(ana, leo, null, Ct)).Value.Kinds;
        // Otherwise there would be nothing to hide.
        Assert.Superset(
            new HashSet<RecordDomains>
            {
                RecordDomains.Measures,
                RecordDomains.Sleep,
                RecordDomains.Medication,
                RecordDomains.Mental,
                RecordDomains.Addiction,
            },
            filled.Select(k => k.Kind.Domain).ToHashSet()
        );

        var kinds = (await host.Get<ReadKinds>().RunAsync(karim, leo, Ct)).Value;
        Assert.All(kinds, k => Assert.Equal(RecordDomains.Measures, k.Kind.Domain));
        var latest = (await host.Get<ReadLatest>().RunAsync(karim, leo, null, Ct)).Value;
        Assert.Equal(["body-weight"], latest.Kinds.Select(k => k.Kind.Code));
        var board = (await host.Get<ReadPersonBoard>().RunAsync(karim, leo, Ct)).Value;
        Assert.Equal(["body-weight"], board.Tiles.Concat(board.Others).Select(t => t.Code));
        var cards = (await host.Get<ReadFamilyBoard>().RunAsync(karim, Ct)).Cards;
        var card = cards.Single(c => c.Whose.Person == leo);
        Assert.Equal(
            ["body-weight"],
            card.Lines.Concat(card.Outside).DistinctBy(t => t.Code).Select(t => t.Code)
        );
        var lines = (
            await host.Get<ReadTimeline>().RunAsync(karim, leo, Month, TimelineItems.All, null, Ct)
        ).Value;
        var line = Assert.Single(lines.Rows);
        Assert.Equal("body-weight", line.Kind?.Code);
        Assert.Empty(await host.Get<ReadImports>().RunAsync(karim, Ct));
        Assert.Empty((await host.Get<ReadEntries>().TypesAsync(karim, leo, Ct)).Value);

        foreach (var hidden in everything.Where(k => k.Kind.Domain != RecordDomains.Measures))
            Assert.All(
                await AsksAsync(host, karim, leo, hidden.Tag),
                e => Assert.EndsWith(".not-found", e?.Key, StringComparison.Ordinal)
            );
        foreach (var type in (await host.Get<ReadEntries>().TypesAsync(ana, leo, Ct)).Value)
            Assert.Equal(
                ReadingErrors.NotFound,
                (await host.Get<ReadEntries>().RunAsync(karim, leo, type.Tag, Ct)).Error
            );
    }

    [Theory, BothDatabases]
    public async Task A_token_for_the_measures_reads_nothing_else_in_the_report_of_an_import(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Export().Zip(), Ct);
        var token = family.Token("Ana", RecordDomains.Measures, mayWrite: true);

        var whole = run.Report!;
        var report = (await host.Get<ReadImports>().OneAsync(token, run.Run, Ct)).Value.Report!;
        var listed = Assert.Single(await host.Get<ReadImports>().RunAsync(token, Ct)).Report!;

        Assert.Contains(whole.Kinds, k => k.Kind == "sleep-stage");
        Assert.Equal(1, whole.WorkoutsAdded);
        Assert.All(
            [report, listed],
            r =>
            {
                Assert.DoesNotContain(r.Kinds, k => k.Kind == "sleep-stage");
                Assert.DoesNotContain(
                    r.RefusedLines,
                    l => l.Origin.Contains("Sleep", StringComparison.Ordinal)
                );
                Assert.Contains(r.Kinds, k => k.Kind == "body-weight");
                Assert.Equal(0, r.WorkoutsAdded);
            }
        );
    }

    [Theory, BothDatabases]
    public async Task A_type_of_which_every_record_was_refused_is_not_named_to_who_may_not_read_it(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var file = AppleExport
            .With()
            .BornOn("1990-04-02")
            .Weight("2026-03-14 07:00:00", 70)
            .Sleep("2026-03-14 09:00:00", "2026-03-14 08:00:00", "AsleepCore")
            .Record(
                "HKCategoryTypeIdentifierSexualActivity",
                "2026-03-14 09:00:00",
                "HKCategoryValueNotApplicable"
            );
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, file.Zip(), Ct);
        var token = family.Token("Ana", RecordDomains.Measures, mayWrite: true);

        var whole = (await host.Get<ReadImports>().OneAsync(family.Ana, run.Run, Ct)).Value.Report!;
        var report = (await host.Get<ReadImports>().OneAsync(token, run.Run, Ct)).Value.Report!;

        Assert.Contains(
            whole.RefusedLines,
            l => l.Origin.Contains("Sleep", StringComparison.Ordinal)
        );
        Assert.Contains(
            whole.Kinds,
            k => k.Origin.Contains("SexualActivity", StringComparison.Ordinal)
        );
        Assert.NotEmpty(whole.Sources);
        Assert.Equal(["body-weight"], report.Kinds.Select(k => k.Kind));
        Assert.Empty(report.RefusedLines);
        Assert.Empty(report.Warnings);
        Assert.Empty(report.Sources);
        Assert.Null(report.FileBornOn);
    }

    [Theory, BothDatabases]
    public async Task Who_sees_the_measures_alone_sees_neither_age_nor_photo(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-28")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer, RecordDomains.Measures)
            .BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));

        var label = (await host.Get<ReadShownPersons>().RunAsync(karim, Ct)).Single(p =>
            p.Person == leo
        );
        var board = (await host.Get<ReadPersonBoard>().RunAsync(karim, leo, Ct)).Value;
        var anas = (await host.Get<ReadPersonBoard>().RunAsync(family.Ana, leo, Ct)).Value;

        Assert.Equal("Léo", label.Name);
        Assert.Null(label.BornOn);
        Assert.Null(label.Photo);
        Assert.Null(board.Age);
        Assert.NotNull(anas.Age);
    }

    [Theory, BothDatabases]
    public async Task A_token_that_only_reads_opens_the_imports_that_it_lists(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var run = await host.ImportAsync(family.Ana, family.AnaPerson, Export().Zip(), Ct);
        var token = family.Token("Ana", RecordDomains.Measures, mayWrite: false);

        var listed = Assert.Single(await host.Get<ReadImports>().RunAsync(token, Ct));
        var opened = await host.Get<ReadImports>().OneAsync(token, run.Run, Ct);

        Assert.Equal(listed.Run, opened.Value.Run);
        Assert.Equal(
            ImportErrors.NotFound,
            (await host.Get<UndoImport>().RunAsync(token, run.Run, Ct)).Error
        );
    }

    [Theory, BothDatabases]
    public async Task A_page_of_a_kind_for_an_absurd_day_is_a_page(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        await host.LogAsync(family.Ana, family.AnaPerson, Typing.Weight(70), Ct);
        var tag = await host.TagAsync(family.Ana, family.AnaPerson, "body-weight", Ct);

        foreach (var range in Enum.GetValues<KindRange>())
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        foreach (var from in new DateOnly?[] { null, DateOnly.MinValue })
        {
            var page = await host.Get<ReadKindPage>()
                .RunAsync(family.Ana, family.AnaPerson, tag, range, day, Ct, from);
            Assert.True(page.Succeeded, page.Error?.Key);
        }
    }

    private static async Task<Error?[]> AsksAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        KindTag tag
    )
    {
        var query = new ReadingsQuery(Typing.Noon.AddDays(-9), Typing.Noon.AddDays(9));
        return
        [
            (await host.Get<ReadReadings>().RunAsync(actor, person, tag, query, Ct)).Error,
            (await host.Get<ReadReadings>().OfDayAsync(actor, person, tag, Day, Ct)).Error,
            (await host.Get<ReadDays>().RunAsync(actor, person, tag, Day, Day, Ct)).Error,
            (await host.Get<ExplainDay>().RunAsync(actor, person, tag, Day, Ct)).Error,
            (await host.Get<ReadSources>().RunAsync(actor, person, tag, Ct)).Error,
            (await host.Get<ExportReadings>().RunAsync(actor, person, tag, true, Ct)).Error,
            (
                await host.Get<ReadKindPage>().RunAsync(actor, person, tag, KindRange.All, null, Ct)
            ).Error,
        ];
    }

    private static AppleExport Export() =>
        AppleExport
            .With()
            .Weight("2026-03-14 07:00:00", 16.5m)
            .Sleep("2026-03-14 00:00:00", "2026-03-14 06:00:00", "AsleepCore")
            .Sleep("2026-03-14 09:00:00", "2026-03-14 08:00:00", "AsleepCore")
            .Workout("Running", "2026-03-14 09:00:00", "2026-03-14 09:30:00", 3m);

    private static async Task FillAsync(RecordHost host, Actor ana, PersonId leo)
    {
        var night = AppleExport
            .With()
            .Sleep("2026-03-14 00:00:00", "2026-03-14 06:00:00", "AsleepCore")
            .Workout("Running", "2026-03-14 09:00:00", "2026-03-14 09:30:00", 3m);
        await host.ImportAsync(ana, leo, night.Zip(), Ct);
        var cigarettes = await host.Get<DefineKind>()
            .RunAsync(ana, leo, new("Cigarettes", "", RecordDomains.Addiction, 0), Ct);
        var own = (await host.Get<ReadKinds>().RunAsync(ana, leo, Ct)).Value.Single(k =>
            k.Tag == cigarettes.Value
        );
        foreach (
            var form in new[]
            {
                Typing.Weight(16),
                Number("insulin-dose", 4),
                Number("stress-score", 40),
                Number(own.Kind.Code, 3),
            }
        )
            await host.LogAsync(ana, leo, form, Ct);
        await host.Get<WriteNote>().RunAsync(ana, leo, new(Typing.Noon, "fièvre"), Ids.New(), Ct);
    }

    private static ReadingForm Number(string kind, long value) =>
        new(kind, Typing.Noon, [new WrittenNumber(value, 0)]);
}
