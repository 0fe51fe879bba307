using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Prevention.Rules;
using HealthRecord.Features.Family;
using HealthRecord.Features.HealthBook;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention;
using HealthRecord.Features.Prevention.Calendar;
using HealthRecord.Features.Prevention.Exams;
using HealthRecord.Features.Prevention.Facts;
using HealthRecord.Features.Tests.HealthBook;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace HealthRecord.Features.Tests.Prevention;

public sealed class CalendarTests
{
    private const string Hexa = "fr.vax.hexa#1";
    private const string Teeth = "fr.dental.mtdents";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_was_done_is_counted_once_and_can_be_taken_back(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2019-02-28");
        var day = new DateOnly(2026, 11, 2);

        var both = await Task.WhenAll(
            host.Get<RecordDone>().RunAsync(ana, leo, Teeth, day, Ct),
            host.Get<RecordDone>().RunAsync(ana, leo, Teeth, day, Ct)
        );

        var kept = both.Single(one => one.Succeeded);
        Assert.Equal(BookErrors.AlreadyThere, both.Single(one => !one.Succeeded).Error);
        var item = await ItemAsync(host, ana, leo, Teeth, ItemState.Done);
        Assert.Equal(day, item.DoneOn);
        Assert.True(
            (await host.Get<TakeBackWord>().RunAsync(ana, leo, kept.Value, null, Ct)).Succeeded
        );
        Assert.Empty((await CalendarAsync(host, ana, leo)).Done);
    }

    [Theory, BothDatabases]
    public async Task Of_two_words_about_one_item_the_later_one_holds(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2026-09-25");
        await CompleteAsync(host, ana, leo, RuleKind.Vaccine);
        Assert.Equal(ItemState.Due, (await OnlyAsync(host, ana, leo, Hexa)).State);

        await SayAsync(host, ana, leo, new(Hexa, DecisionKind.Later, Until: new(2026, 12, 2)));
        Assert.Equal(new(2026, 12, 2), (await OnlyAsync(host, ana, leo, Hexa)).PostponedUntil);
        var last = await SayAsync(host, ana, leo, new(Hexa, DecisionKind.NotForMe));

        Assert.Equal(ItemState.Declined, (await OnlyAsync(host, ana, leo, Hexa)).State);
        Assert.Single((await CalendarAsync(host, ana, leo)).Choices);
        await host.Get<TakeBackWord>().RunAsync(ana, leo, last.Value, null, Ct);
        Assert.Equal(ItemState.Due, (await OnlyAsync(host, ana, leo, Hexa)).State);
    }

    [Theory, BothDatabases]
    public async Task Two_parents_who_speak_at_once_leave_one_word(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2026-09-25");

        var both = await Task.WhenAll(
            SayAsync(host, ana, leo, new(Hexa, DecisionKind.NotForMe)),
            SayAsync(host, ana, leo, new(Hexa, DecisionKind.DoneDateUnknown))
        );

        Assert.All(both, said => Assert.True(said.Succeeded));
        Assert.Single((await CalendarAsync(host, ana, leo)).Choices);
    }

    [Fact]
    public async Task Who_saw_an_older_word_does_not_take_back_a_newer_one()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2026-09-25");
        await SayAsync(host, ana, leo, new(Hexa, DecisionKind.NotForMe));
        var seen = Assert.Single((await CalendarAsync(host, ana, leo)).Choices);
        await SayAsync(host, ana, leo, new(Hexa, DecisionKind.Wrong, Note: "Autre pays"));

        var taken = await host.Get<TakeBackWord>().RunAsync(ana, leo, seen.Id, seen.RowVersion, Ct);

        Assert.Equal(BookErrors.Changed, taken.Error);
        var now = Assert.Single((await CalendarAsync(host, ana, leo)).Choices);
        Assert.Equal("Autre pays", now.Payload.Note);
    }

    [Fact]
    public async Task Done_without_a_date_is_no_dose_and_never_due()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2026-09-25");
        await CompleteAsync(host, ana, leo, RuleKind.Vaccine);

        await SayAsync(host, ana, leo, new(Hexa, DecisionKind.DoneDateUnknown));

        Assert.Equal(ItemState.ToComplete, (await OnlyAsync(host, ana, leo, Hexa)).State);
        Assert.DoesNotContain(
            (await CalendarAsync(host, ana, leo)).Said!.Said.Items,
            item => item.Key == "fr.vax.hexa#2"
        );
    }

    [Fact]
    public async Task The_book_is_complete_for_one_kind_until_it_is_taken_back()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2026-06-10");
        Assert.DoesNotContain(await StatesAsync(host, ana, leo), IsDue);

        var told = await CompleteAsync(host, ana, leo, RuleKind.Vaccine);

        var items = (await CalendarAsync(host, ana, leo)).Said!.Said.Items;
        Assert.Contains(items, item => item.Rule.Kind == RuleKind.Vaccine && IsDue(item.State));
        Assert.DoesNotContain(
            items,
            item => item.Rule.Kind != RuleKind.Vaccine && IsDue(item.State)
        );
        await host.Get<TakeBackWord>().RunAsync(ana, leo, told.Value, null, Ct);
        Assert.DoesNotContain(await StatesAsync(host, ana, leo), IsDue);
    }

    [Theory]
    [InlineData("2026-11-26", "book.day-ahead")]
    [InlineData("2019-02-27", "prevention.before-birth")]
    [InlineData(null, "book.day-missing")]
    public async Task A_day_on_which_it_cannot_have_been_done_is_refused(string? day, string error)
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2019-02-28");
        DateOnly? on = day is null
            ? null
            : DateOnly.ParseExact(
                day,
                "yyyy-MM-dd",
                System.Globalization.CultureInfo.InvariantCulture
            );

        var done = await host.Get<RecordDone>().RunAsync(ana, leo, Teeth, on, Ct);
        var told = await host.Get<SayComplete>().RunAsync(ana, leo, RuleKind.Dental, on, Ct);

        Assert.Equal(error, done.Error?.Key);
        Assert.Equal(error, told.Error?.Key);
    }

    [Fact]
    public async Task Later_is_later_and_a_line_that_is_not_there_is_not_spoken_of()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2019-02-28");

        var today = await SayAsync(
            host,
            ana,
            leo,
            new(Teeth, DecisionKind.Later, Until: new(2026, 11, 25))
        );
        var nowhere = await SayAsync(host, ana, leo, new("fr.vax.moon#1", DecisionKind.NotForMe));

        Assert.Equal(PreventionErrors.NotLater, today.Error);
        Assert.Equal(PreventionErrors.NoSuchLine, nowhere.Error);
        Assert.Equal(
            PreventionErrors.NoSuchLine,
            (
                await host.Get<RecordDone>().RunAsync(ana, leo, "fr.vax.moon", new(2026, 11, 1), Ct)
            ).Error
        );
    }

    [Theory, BothDatabases]
    public async Task An_answer_changes_the_calendar_and_asks_for_a_new_look(Database database)
    {
        await using var host = await RecordHost.OpenAsync(database, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "1990-02-28");
        // At 65, as for everybody.
        Assert.True(
            (await OnlyAsync(host, ana, leo, "fr.vax.flu")).Due >= new DateOnly(2055, 2, 28)
        );
        var stamp = await StampAsync(host, leo);

        // Two answers at once: both are kept.
        var both = await Task.WhenAll(
            host.Get<AnswerQuestion>().RunAsync(ana, leo, "chronic.risk", true, Ct),
            host.Get<AnswerQuestion>().RunAsync(ana, leo, "obesity", false, Ct)
        );

        Assert.All(both, said => Assert.True(said.Succeeded));
        var questions = (await host.Get<ReadQuestions>().RunAsync(ana, leo, Ct)).Value.Questions;
        Assert.True(questions.Single(q => q.Fact.Id == "chronic.risk").Answer);
        Assert.False(questions.Single(q => q.Fact.Id == "obesity").Answer);
        Assert.True((await OnlyAsync(host, ana, leo, "fr.vax.flu")).Due < new DateOnly(2027, 1, 1));
        Assert.NotEqual(stamp, await StampAsync(host, leo));

        await host.Get<AnswerQuestion>().RunAsync(ana, leo, "chronic.risk", null, Ct);
        Assert.True(
            (await OnlyAsync(host, ana, leo, "fr.vax.flu")).Due >= new DateOnly(2055, 2, 28)
        );
    }

    [Fact]
    public async Task Nobody_is_asked_what_changes_nothing_for_them()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "2019-02-28", sex: BiologicalSex.Male)
            .WithChild("Jeanne", born: "1960-05-05", sex: BiologicalSex.Female)
            .BuildAsync(Ct);

        var leo = await QuestionsAsync(host, family.Ana, family.Person("Léo"));
        var jeanne = await QuestionsAsync(host, family.Ana, family.Person("Jeanne"));

        Assert.DoesNotContain(leo, q => q.Fact.Sex == RuleSex.Female || q.Fact.AgeMin is not null);
        Assert.Contains(jeanne, q => q.Fact.Id == "fragility.fracture");
        Assert.All(leo.Concat(jeanne), q => Assert.NotEmpty(q.Changes));
        // Only silent lines use it.
        Assert.DoesNotContain(jeanne, q => q.Fact.Id == "smoker");
        Assert.Equal(
            PreventionErrors.NoSuchQuestion,
            (
                await host.Get<AnswerQuestion>()
                    .RunAsync(family.Ana, family.Person("Jeanne"), "pregnancy", true, Ct)
            ).Error
        );
    }

    [Fact]
    public async Task Who_does_not_see_the_answers_sees_the_same_calendar_whatever_they_are()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var family = await A.Family(host)
            .WithChild("Léo", born: "1990-02-28")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Viewer, RecordDomains.Medication)
            .BuildAsync(Ct);
        var (karim, leo) = (family.Actor("Karim"), family.Person("Léo"));
        var before = await LinesAsync(host, karim, leo);

        await host.Get<AnswerQuestion>().RunAsync(family.Ana, leo, "chronic.risk", true, Ct);
        await host.Get<AnswerQuestion>().RunAsync(family.Ana, leo, "immunocompromised", true, Ct);

        Assert.Equal(before, await LinesAsync(host, karim, leo));
        Assert.NotEqual(before, await LinesAsync(host, family.Ana, leo));
        Assert.Equal(
            BookErrors.NotFound,
            (await host.Get<ReadQuestions>().RunAsync(karim, leo, Ct)).Error
        );
    }

    [Fact]
    public async Task An_examination_of_the_calendar_is_a_line_of_the_book_and_the_other_way_round()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2019-02-28");
        await host.Get<RecordDone>().RunAsync(ana, leo, Teeth, new(2026, 11, 2), Ct);
        await host.Get<RecordDone>().RunAsync(ana, leo, "fr.child.E16", new(2024, 11, 2), Ct);

        var part = await host.Get<ReadBookPart>().RunAsync(ana, leo, ExamPart.Part.Number, Ct);

        var line = Assert.Single(part.Value.Lines.Lines);
        Assert.Equal(new(2024, 11, 2), line.Payload.Day);
        Assert.True((await host.Get<RemoveBookEntry>().RunAsync(ana, leo, line, Ct)).Succeeded);
        Assert.DoesNotContain(
            (await CalendarAsync(host, ana, leo)).Said!.Said.Items,
            item => item.Rule.Id == "fr.child.E16" && item.State == ItemState.Done
        );
        Assert.True(
            (await host.Get<SaveBookEntry>().RunAsync(ana, leo, line.Payload, null, Ct)).Succeeded
        );
        await ItemAsync(host, ana, leo, "fr.child.E16", ItemState.Done);
    }

    [Fact]
    public async Task The_line_of_a_person_names_what_is_due_and_nothing_of_a_new_person()
    {
        await using var host = await RecordHost.OpenAsync(Database.Sqlite, ct: Ct);
        var (ana, leo) = await LeoAsync(host, born: "2026-09-25");
        var before = (await host.Get<ReadDueLine>().RunAsync(ana, leo, Ct)).Value;
        await CompleteAsync(host, ana, leo, RuleKind.Vaccine);

        var after = (await host.Get<ReadDueLine>().RunAsync(ana, leo, Ct)).Value;

        // Born two months ago today: what falls on the day of adding is due, what came before is not.
        Assert.True(before.ToComplete > 0);
        Assert.Contains(after.Now, rule => rule.Id == "fr.vax.hexa");
        await host.Get<SaveBookEntry>()
            .RunAsync(ana, leo, BookTests.Vaxelis("2026-11-25"), null, Ct);
        var done = (await host.Get<ReadDueLine>().RunAsync(ana, leo, Ct)).Value;
        Assert.DoesNotContain(done.Now, rule => rule.Id == "fr.vax.hexa");
    }

    private static async Task<(Actor Ana, PersonId Leo)> LeoAsync(RecordHost host, string born)
    {
        var family = await A.Family(host).WithChild("Léo", born: born).BuildAsync(Ct);
        return (family.Ana, family.Person("Léo"));
    }

    private static async Task<CalendarView> CalendarAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    ) => (await host.Get<ReadCalendar>().RunAsync(actor, person, Ct)).Value;

    private static async Task<IEnumerable<ItemState>> StatesAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    ) => (await CalendarAsync(host, actor, person)).Said!.Said.Items.Select(item => item.State);

    private static bool IsDue(ItemState state) => state is ItemState.Due or ItemState.Overdue;

    private static async Task<DueItem> OnlyAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        string key
    ) =>
        (await CalendarAsync(host, actor, person)).Said!.Said.Items.Single(item => item.Key == key);

    private static async Task<DueItem> ItemAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        string key,
        ItemState state
    ) =>
        (await CalendarAsync(host, actor, person)).Said!.Said.Items.Single(item =>
            item.Key == key && item.State == state
        );

    private static async Task<IReadOnlyList<string>> LinesAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    )
    {
        var said = (await CalendarAsync(host, actor, person)).Said!.Said;
        return
        [
            .. said.Items.Select(item => $"{item.Key} {item.State} {item.Due}"),
            .. said.NotConcerned.Select(other => $"{other.Rule.Id} {other.Reason}"),
        ];
    }

    private static async Task<IReadOnlyList<Question>> QuestionsAsync(
        RecordHost host,
        Actor actor,
        PersonId person
    ) => (await host.Get<ReadQuestions>().RunAsync(actor, person, Ct)).Value.Questions;

    private static Task<Outcome<EntryId>> SayAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        ItemWord word
    ) => host.Get<DecideItem>().RunAsync(actor, person, word, Ct);

    private static Task<Outcome<EntryId>> CompleteAsync(
        RecordHost host,
        Actor actor,
        PersonId person,
        RuleKind kind
    ) => host.Get<SayComplete>().RunAsync(actor, person, kind, new(2026, 11, 25), Ct);

    private static async Task<Guid> StampAsync(RecordHost host, PersonId person)
    {
        await using var db = await host.Get<HealthDbs>().ReadAsync(Ct);
        return (await db.DueWatches.SingleAsync(w => w.PersonId == person.Value, Ct)).Stamp;
    }
}
