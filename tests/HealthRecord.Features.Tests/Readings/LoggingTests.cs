using HealthRecord.Domain;
using HealthRecord.Domain.Measures;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Readings;

public sealed class LoggingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_reading_is_kept_as_it_was_written(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).WithChild("Léo", born: "2019-02-28").BuildAsync(Ct);
        var form = new ReadingForm(
            "body-weight",
            Typing.Noon,
            [new WrittenNumber(1640, -2)],
            Note: "avant le petit déjeuner"
        );

        var id = await host.LogAsync(family.Ana, family.Person("Léo"), form, Ct);

        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.Person("Léo"), "body-weight", Ct)
        );
        Assert.Equal(id, shown.Id);
        Assert.Equal(new WrittenNumber(1640, -2), shown.Values[0]);
        Assert.Equal("kg", shown.Unit);
        Assert.Equal("avant le petit déjeuner", shown.Note);
        Assert.Equal(Typing.Noon, shown.StartUtc);
    }

    [Theory, BothDatabases]
    public async Task Saying_an_operation_again_gives_the_same_answer_and_no_second_reading(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var operation = Ids.New();
        var log = host.Get<LogReadings>();

        var first = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(70)],
            operation,
            Ct
        );
        var again = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(70)],
            operation,
            Ct
        );

        Assert.Equal(first.Value, again.Value);
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
        host.Clock.Advance(TimeSpan.FromHours(49));
        var later = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(71)],
            operation,
            Ct
        );
        Assert.True(later.Succeeded, later.Error?.Key);
    }

    [Theory, BothDatabases]
    public async Task Several_past_values_are_saved_together_or_not_at_all(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var log = host.Get<LogReadings>();
        var future = Typing.Weight(70, host.Clock.GetUtcNow().UtcDateTime.AddDays(2));

        var refused = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(70), future],
            Ids.New(),
            Ct
        );

        Assert.Equal(ReadingErrors.InTheFuture, refused.Error);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
    }

    [Theory, BothDatabases]
    public async Task Nothing_that_was_typed_is_cut_short_or_guessed(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var last = DateTime.SpecifyKind(DateTime.MaxValue.Date, DateTimeKind.Utc);
        async Task<string?> RefusedAsync(ReadingForm form) =>
            (
                await host.Get<LogReadings>()
                    .RunAsync(family.Ana, family.AnaPerson, [form], Ids.New(), Ct)
            )
                .Error
                ?.Key;

        Assert.Equal(
            "reading.note-long",
            await RefusedAsync(Typing.Weight(70) with { Note = new string('a', 2001) })
        );
        Assert.Equal(
            "reading.bad-request",
            await RefusedAsync(Typing.Weight(70) with { Zone = "Europe/Atlantis" })
        );
        Assert.Equal(
            "reading.bad-request",
            await RefusedAsync(Typing.Weight(70) with { Moment = new string('a', 41) })
        );
        Assert.Equal(
            "reading.future",
            await RefusedAsync(Typing.Weight(70, last) with { Duration = TimeSpan.FromDays(3000) })
        );
        var note = await host.Get<WriteNote>()
            .RunAsync(
                family.Ana,
                family.AnaPerson,
                new(Typing.Noon, new string('a', 5001)),
                Ids.New(),
                Ct
            );
        Assert.Equal("reading.note-long", note.Error?.Key);
        Assert.Empty(await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct));
    }

    [Theory, BothDatabases]
    public async Task What_was_answered_about_a_child_goes_with_the_child(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, Typing.WithoutWorkers, ct: Ct);
        var family = await A.Family(host).WithChild("Léo").BuildAsync(Ct);
        var leo = family.Person("Léo");
        await host.LogAsync(family.Ana, leo, Typing.Weight(16), Ct);
        await host.Get<WriteNote>()
            .RunAsync(family.Ana, leo, new(Typing.Noon, "fièvre"), Ids.New(), Ct);
        await using (var db = await host.Get<HealthDbs>().ReadAsync(Ct))
            // Sealed under the child's key, so that no copy of it outlives the child.
            Assert.Equal(
                [leo.Value],
                await db.Operations.Select(o => o.PersonId).Distinct().ToListAsync(Ct)
            );

        await host.Get<ErasePerson>().RunAsync(leo, Ct);

        await using (var db = await host.Get<HealthDbs>().ReadAsync(Ct))
            Assert.Empty(await db.Operations.ToListAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task A_doubtful_value_is_asked_about_once_and_an_impossible_one_refused(
        Database database
    )
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var log = host.Get<LogReadings>();
        var kind = KindCatalogue.Get("body-weight");
        var doubtful = kind.Plausible!.Max + 1;

        var asked = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(doubtful)],
            Ids.New(),
            Ct
        );
        var confirmed = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(doubtful, confirmed: true)],
            Ids.New(),
            Ct
        );
        var refused = await log.RunAsync(
            family.Ana,
            family.AnaPerson,
            [Typing.Weight(kind.Possible!.Max + 1, confirmed: true)],
            Ids.New(),
            Ct
        );

        Assert.Equal("reading.doubtful", asked.Error?.Key);
        Assert.True(confirmed.Succeeded, confirmed.Error?.Key);
        Assert.Equal("reading.impossible", refused.Error?.Key);
        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "body-weight", Ct)
        );
        Assert.False(shown.SetAside);
    }

    [Theory, BothDatabases]
    public async Task Blood_pressure_is_one_reading_with_its_pulse(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var kind = KindCatalogue.Get("blood-pressure");
        var values = new WrittenNumber?[kind.Components.Count];
        values[0] = new WrittenNumber(128, 0);
        values[1] = new WrittenNumber(82, 0);
        values[^1] = new WrittenNumber(71, 0);

        await host.LogAsync(
            family.Ana,
            family.AnaPerson,
            new("blood-pressure", Typing.Noon, values),
            Ct
        );

        var shown = Assert.Single(
            await host.ListAsync(family.Ana, family.AnaPerson, "blood-pressure", Ct)
        );
        Assert.Equal(values, shown.Values);
    }

    [Theory, BothDatabases]
    public async Task A_kind_of_ones_own_is_logged_like_any_other(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host).BuildAsync(Ct);
        var form = new KindForm(
            "Verres d'eau",
            "verre",
            RecordDomains.Nutrition,
            0,
            Max: 30,
            IsTotal: true
        );

        var tag = await host.Get<DefineKind>().RunAsync(family.Ana, family.AnaPerson, form, Ct);
        var twice = await host.Get<DefineKind>().RunAsync(family.Ana, family.AnaPerson, form, Ct);
        var kind = (
            await host.Get<ReadKinds>().RunAsync(family.Ana, family.AnaPerson, Ct)
        ).Value.Single(k => k.Tag == tag.Value);
        await host.LogAsync(
            family.Ana,
            family.AnaPerson,
            new(kind.Kind.Code, Typing.Noon, [new WrittenNumber(3, 0)]),
            Ct
        );

        Assert.Equal(ReadingErrors.KindExists, twice.Error);
        Assert.True(kind is { IsOwn: true, CanBeLogged: true });
        Assert.Single(await host.ListAsync(family.Ana, family.AnaPerson, kind.Kind.Code, Ct));
    }

    [Theory, BothDatabases]
    public async Task A_viewer_reads_and_does_not_write(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-28")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", Domain.Access.GrantRole.Viewer, RecordDomains.Measures)
            .BuildAsync(Ct);
        var leo = family.Person("Léo");
        var id = await host.LogAsync(family.Ana, leo, Typing.Weight(16), Ct);

        var written = await host.Get<LogReadings>()
            .RunAsync(family.Actor("Karim"), leo, [Typing.Weight(17)], Ids.New(), Ct);
        var deleted = await host.Get<DeleteReading>()
            .RunAsync(family.Actor("Karim"), leo, id, 0, Ids.New(), Ct);

        Assert.Equal(ReadingErrors.NotYours, written.Error);
        Assert.Equal(ReadingErrors.NotYours, deleted.Error);
        Assert.Single(await host.ListAsync(family.Actor("Karim"), leo, "body-weight", Ct));
    }
}
