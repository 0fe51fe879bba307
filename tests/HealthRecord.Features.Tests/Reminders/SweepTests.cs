using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Operations.Erasing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Store;
using HealthRecord.Features.Reminders.Sweeping;
using HealthRecord.Features.Tests.HealthBook;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Reminders;

/// <summary>Who is looked at, what is recorded of it, and that it is once.</summary>
public sealed class SweepTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_becomes_due_is_recorded_once_for_each_who_stands_for_the_person(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await A.Family(story.Host)
            .WithChild("Léo", born: ReminderStory.Baby)
            .WithAdult("Karim")
            .WithAdult("Rose")
            .WithAdult("Zoé")
            .WithGrant("Karim", "Léo", GrantRole.Guardian)
            .WithGrant("Rose", "Léo", GrantRole.Viewer)
            .WithGrant("Zoé", "Léo", GrantRole.Carer, RecordDomains.Medication)
            .BuildAsync(Ct);
        await story.MinuteAsync();
        var before = await story.RowsAsync();

        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        await story.MinuteAsync();

        var fresh = (await story.RowsAsync()).Where(r => before.TrueForAll(b => b.Id != r.Id));
        // Rose only reads, and Zoé does not see from which day Léo counts.
        Assert.Equal(
            new[] { family.Ana, family.Actor("Karim") }.Select(a => a.Account.Value).Order(),
            fresh.Select(r => r.AccountId).Distinct().Order()
        );
        Assert.All(fresh, r => Assert.False(r.Silent));
        Assert.Single(fresh.Select(r => r.Day).Distinct(), new DateOnly(2026, 12, 24));
    }

    [Theory, BothDatabases]
    public async Task The_next_look_is_the_local_midnight_of_the_next_change(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync(zone: "America/Cayenne");
        await story.MinuteAsync();

        var watch = await story.WatchAsync(family.Person("Léo"));

        await using var db = await story.Host.Get<HealthDbs>().ReadAsync(Ct);
        var said = (
            await story
                .Host.Get<PersonProgramme>()
                .ReadAsync(
                    db,
                    family.Person("Léo"),
                    DomainSets.All,
                    story.Host.Clock.GetUtcNow().UtcDateTime,
                    Ct
                )
        )!;
        Assert.Equal(
            said.Said.NextChange!.Value.ToDateTime(new(3, 0), DateTimeKind.Utc),
            watch.LookUtc
        );
        Assert.Equal(said.Programme.Id, watch.ProgrammeId);
        // A minute before, nobody is opened; at midnight, the person is.
        story.GoTo(new(watch.LookUtc.AddMinutes(-1)));
        Assert.Equal(0, await story.Host.Get<LookAtDue>().RunAsync(Ct));
        story.GoTo(new(watch.LookUtc));
        Assert.Equal(1, await story.Host.Get<LookAtDue>().RunAsync(Ct));
    }

    [Theory, BothDatabases]
    public async Task Two_sweeps_at_once_record_everything_once(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        await using var other = await story.Host.AgainAsync(Typing.WithoutWorkers, Ct);
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(
                        () => (i % 2 == 0 ? story.Host : other).Get<LookAtDue>().RunAsync(Ct),
                        Ct
                    )
                )
        );

        var rows = await story.RowsAsync();
        Assert.Equal(
            rows.Count,
            rows.Select(r => (r.PersonId, r.AccountId, Convert.ToHexString(r.CauseTag)))
                .Distinct()
                .Count()
        );
        Assert.Contains(rows, r => r.SendUtc == ReminderStory.Monday.UtcDateTime);
    }

    [Theory, BothDatabases]
    public async Task A_sweep_that_began_before_a_change_does_not_write_after_it(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        var seen = await story.WatchAsync(family.Person("Léo"));
        await story
            .Host.Get<SaveBookEntry>()
            .RunAsync(family.Ana, family.Person("Léo"), BookTests.Vaxelis("2026-11-25"), null, Ct);
        var changed = await story.WatchAsync(family.Person("Léo"));
        var now = story.Host.Clock.GetUtcNow().UtcDateTime;

        var written = await story
            .Host.Get<LookStore>()
            .SaveAsync(
                [new(seen.PersonId, seen.Stamp, now.AddYears(1), [])],
                Guid.NewGuid(),
                now,
                Ct
            );

        Assert.Equal(0, written);
        Assert.Equal(changed.Stamp, (await story.WatchAsync(family.Person("Léo"))).Stamp);
    }

    [Theory, BothDatabases]
    public async Task A_sweep_killed_after_its_first_batch_goes_on_and_records_once(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        using var killed = new CancellationTokenSource();
        await killed.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            story.Host.Get<LookAtDue>().RunAsync(killed.Token)
        );
        Assert.Empty(await story.RowsAsync());

        await story.MinuteAsync();
        var once = (await story.RowsAsync()).Count;
        await story.MinuteAsync();

        Assert.NotEqual(0, once);
        Assert.Equal(once, (await story.RowsAsync()).Count);
    }

    [Theory, BothDatabases]
    public async Task The_clock_that_jumps_back_records_nothing_again(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        await story.ToDigestAsync();
        var (rows, letters) = (await story.RowsAsync(), await story.LettersAsync());
        await using var db = await story.Host.Get<HealthDbs>().WriteAsync(Ct);
        await db.DueWatches.ExecuteUpdateAsync(
            s => s.SetProperty(w => w.LookUtc, DateTime.UnixEpoch),
            Ct
        );
        await db.DisposeAsync();

        // Back by three days, then forward to the same Monday again.
        var back = await BackAsync(story, ReminderStory.Monday.AddDays(-3));
        await back.Get<SweepReminders>().RunAsync(Ct);
        await ReminderStory.WorkAsync(back);
        await back.DisposeAsync();
        await story.MinuteAsync();

        Assert.Equal(rows.Select(r => r.Id), (await story.RowsAsync()).Select(r => r.Id));
        Assert.Equal(letters.Select(l => l.Id), (await story.LettersAsync()).Select(l => l.Id));
        Assert.Single(story.Server.Received);
    }

    [Fact]
    public async Task Six_persons_of_all_ages_added_without_a_history_bring_no_mail()
    {
        await using var story = await ReminderStory.BeginAsync(Database.Sqlite);
        var family = await A.Family(story.Host).BuildAsync(Ct);
        foreach (var age in new[] { 0, 4, 12, 30, 52, 78 })
            await family.AddChildAsync(
                $"Qui {age}",
                $"{new DateOnly(2026, 11, 20).AddYears(-age):yyyy-MM-dd}",
                ct: Ct
            );

        await story.MinuteAsync();
        foreach (var day in Enumerable.Range(1, 5))
        {
            story.GoTo(RecordHost.Start.AddDays(day));
            await story.MinuteAsync();
        }

        Assert.NotEmpty(await story.RowsAsync());
        Assert.All(await story.RowsAsync(), r => Assert.True(r.Silent));
        Assert.Empty(story.Server.Received);
    }

    [Theory, BothDatabases]
    public async Task A_new_programme_looks_at_everybody_again_and_mails_nothing_of_the_past(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync(born: "2020-03-10");
        await story.MinuteAsync();
        await story.MinuteAsync();
        var before = await story.RowsAsync();
        story.GoTo(RecordHost.Start.AddDays(20));
        await story.MinuteAsync();
        var known = (await story.RowsAsync()).Select(r => r.Id).ToHashSet();
        await LoadAsync(story, everythingOn: true);

        Assert.NotEqual(0, await story.Host.Get<LookAtDue>().RunAsync(Ct));
        Assert.Equal(0, await story.Host.Get<LookAtDue>().RunAsync(Ct));

        var fresh = (await story.RowsAsync()).Where(r => !known.Contains(r.Id)).ToList();
        Assert.All(fresh, r => Assert.True(r.Silent));
        Assert.All(before.Where(r => r.Silent), r => Assert.Contains(r.Id, known));
        Assert.NotEqual(Guid.Empty, (await story.WatchAsync(family.Person("Léo"))).ProgrammeId);
    }

    [Theory, BothDatabases]
    public async Task What_was_done_is_over_and_is_not_mailed(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        var waiting = Assert.Single(await story.RowsAsync(), r => r.SendUtc is not null);

        await DeclineAsync(story, family, "fr.vax.menb#1");
        await story.MinuteAsync();
        story.GoTo(ReminderStory.Monday);
        await story.MinuteAsync();

        var row = Assert.Single(await story.RowsAsync(), r => r.Id == waiting.Id);
        Assert.NotNull(row.OverUtc);
        Assert.Null(row.SendUtc);
        Assert.Empty(story.Server.Received);
    }

    [Theory, BothDatabases]
    public async Task Nothing_is_mailed_of_a_person_whose_change_was_not_looked_at_yet(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        story.GoTo(ReminderStory.Monday);
        await DeclineAsync(story, family, "fr.vax.menb#1");

        await story.Host.Get<WriteLetters>().RunAsync(Ct);

        Assert.Empty(await story.LettersAsync());
    }

    [Theory, BothDatabases]
    public async Task Whoever_is_granted_access_later_is_shown_what_is_due_and_not_mailed_of_it(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await A.Family(story.Host)
            .WithChild("Léo", born: ReminderStory.Baby)
            .WithAdult("Karim")
            .BuildAsync(Ct);
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 12, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();

        var granted = await story
            .Host.Get<GrantAccess>()
            .RunAsync(
                family.Ana,
                family.Person("Léo"),
                family.Actor("Karim").Account,
                new GrantForm(GrantRole.Carer, DomainSets.Everything),
                Ct
            );
        Assert.True(granted.Succeeded);
        await story.MinuteAsync();

        var karim = (await story.RowsAsync()).Where(r =>
            r.AccountId == family.Actor("Karim").Account.Value
        );
        Assert.NotEmpty(karim);
        Assert.All(karim, r => Assert.True(r.Silent));
    }

    [Theory, BothDatabases]
    public async Task Nothing_of_an_erased_person_is_left_or_sent(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        story.GoTo(ReminderStory.Monday);
        await story.Host.Get<SweepReminders>().RunAsync(Ct);
        Assert.Single(await story.LettersAsync());

        await story.Host.Get<ErasePerson>().RunAsync(family.Person("Léo"), Ct);
        await ReminderStory.WorkAsync(story.Host);

        Assert.Empty(story.Server.Received);
        Assert.DoesNotContain(
            await story.RowsAsync(),
            r => r.PersonId == family.Person("Léo").Value
        );
        var letter = Assert.Single(await story.LettersAsync());
        Assert.Null(letter.NextTryUtc);
        Assert.Null(letter.SentUtc);
        await story.MinuteAsync();
    }

    [Fact]
    public async Task With_nobody_due_only_indexes_are_asked()
    {
        await using var story = await ReminderStory.BeginAsync(Database.Sqlite);
        await story.FamilyAsync();
        await using var db = await story.Host.Get<HealthDbs>().ReadAsync(Ct);
        var now = story.Host.Clock.GetUtcNow().UtcDateTime;
        IQueryable[] asked =
        [
            LookAtDue.Dates(db, now),
            .. LookAtDue.Programmes(db, Guid.NewGuid(), now),
            WriteLetters.Due(db, now),
        ];

        foreach (var query in asked)
        {
            await using var command = query.CreateDbCommand();
            await db.Database.OpenConnectionAsync(Ct);
            command.CommandText = "EXPLAIN QUERY PLAN " + command.CommandText;
            await using var plan = await command.ExecuteReaderAsync(Ct);
            while (await plan.ReadAsync(Ct))
                Assert.StartsWith(
                    "SEARCH",
                    plan.GetString(plan.GetOrdinal("detail")),
                    StringComparison.Ordinal
                );
        }
    }

    private static async Task<RecordHost> BackAsync(ReminderStory story, DateTimeOffset at) =>
        await story.Host.AgainAsync(
            services =>
            {
                Typing.WithoutWorkers(services);
                services.AddSingleton<TimeProvider>(
                    new Microsoft.Extensions.Time.Testing.FakeTimeProvider(at)
                );
            },
            Ct
        );

    private static async Task LoadAsync(ReminderStory story, bool everythingOn)
    {
        await using var db = await story.Host.Get<HealthDbs>().WriteAsync(Ct);
        db.Add(
            new ProgrammeFile
            {
                Id = Ids.New(),
                LoadedUtc = story.Host.Clock.GetUtcNow().UtcDateTime,
                TurnedOn = everythingOn
                    ? System.Text.Json.JsonSerializer.Serialize(
                        RuleFile.Embedded.Rules.Select(r => r.Id)
                    )
                    : "[]",
            }
        );
        await db.SaveChangesAsync(Ct);
    }

    private static async Task DeclineAsync(ReminderStory story, TestFamily family, string item)
    {
        await using var db = await story.Host.Get<HealthDbs>().WriteAsync(Ct);
        var choice = new ItemChoice { Item = item, Kind = DecisionKind.NotForMe };
        await story
            .Host.Get<EntryStore>()
            .AddAsync(db, family.Person("Léo"), ItemChoice.Type, choice, Ct, choice.NaturalKey);
        await WatchMarks.TouchAsync(db, family.Person("Léo").Value, Ct);
        await db.SaveChangesAsync(Ct);
    }
}
