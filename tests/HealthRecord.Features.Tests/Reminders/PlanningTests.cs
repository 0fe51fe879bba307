using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Planning;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Sweeping;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Reminders;

/// <summary>What other features plan on a day of its own, and telling the next carer.</summary>
public sealed class PlanningTests
{
    private static readonly DateTimeOffset Noon = RecordHost.Start.AddHours(3);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task What_is_planned_twice_is_sent_once_on_its_own_day(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync(born: "2010-05-05");
        await story.MinuteAsync();

        Assert.Equal(1, await PlanAsync(story, family, "a", Noon.AddHours(1)));
        Assert.Equal(1, await PlanAsync(story, family, "a", Noon));
        story.GoTo(Noon.AddMinutes(-1));
        await story.MinuteAsync();
        Assert.Empty(story.Server.Received);
        story.GoTo(Noon);
        await story.MinuteAsync();
        await PlanAsync(story, family, "a", Noon);
        story.GoTo(Noon.AddMinutes(5));
        await story.MinuteAsync();

        var mail = Assert.Single(story.Server.Received);
        Assert.Contains("aujourd’hui", mail.TextBody, StringComparison.Ordinal);
        Assert.Single(await story.RowsAsync(), r => r.LetterId is not null);
    }

    [Theory, BothDatabases]
    public async Task What_is_withdrawn_is_not_sent_not_even_from_a_letter_that_is_written(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync(born: "2010-05-05");
        await story.MinuteAsync();
        await PlanAsync(story, family, "a", Noon);
        await PlanAsync(story, family, "b", Noon);
        await story.Host.Get<WithdrawReminder>().RunAsync(family.Person("Léo"), "a", Ct);
        story.GoTo(Noon);
        await story.Host.Get<SweepReminders>().RunAsync(Ct);

        await story.Host.Get<WithdrawReminder>().RunAsync(family.Person("Léo"), "b", Ct);
        await ReminderStory.WorkAsync(story.Host);

        Assert.Empty(story.Server.Received);
        Assert.Null(Assert.Single(await story.LettersAsync()).NextTryUtc);
    }

    [Theory, BothDatabases]
    public async Task What_is_too_late_to_be_of_use_is_not_sent(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync(born: "2010-05-05");
        await story.MinuteAsync();
        await PlanAsync(story, family, "a", Noon);

        story.GoTo(Noon.AddHours(7));
        await story.MinuteAsync();

        Assert.Empty(story.Server.Received);
    }

    [Theory, BothDatabases]
    public async Task Only_who_sees_what_it_is_about_is_planned_for(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await A.Family(story.Host)
            .WithChild("Léo", born: "2010-05-05")
            .WithAdult("Karim")
            .WithAdult("Rose")
            .WithAdult("Zoé")
            .WithGrant("Karim", "Léo", GrantRole.Carer, RecordDomains.Medication)
            .WithGrant("Rose", "Léo", GrantRole.Guardian, RecordDomains.Sport)
            .WithGrant("Zoé", "Léo", GrantRole.Viewer, DomainSets.All)
            .BuildAsync(Ct);

        Assert.Equal(1, await PlanAsync(story, family, "a", Noon));
        Assert.Equal(
            2,
            await PlanAsync(story, family, "b", Noon, ReminderAudience.GuardiansAndCarers)
        );

        Assert.DoesNotContain(
            await story.RowsAsync(),
            r =>
                r.AccountId == family.Actor("Rose").Account.Value
                || r.AccountId == family.Actor("Zoé").Account.Value
        );
    }

    [Theory, BothDatabases]
    public async Task The_next_carer_is_told_after_the_delay_that_was_chosen(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await CaredForAsync(story);
        await ChooseAsync(story, family, "Karim");

        Assert.True(await RelayAsync(story, family, "dose-1"));
        story.GoTo(Noon.AddMinutes(29));
        await story.MinuteAsync();
        Assert.Empty(story.Server.Received);
        story.GoTo(Noon.AddMinutes(30));
        await story.MinuteAsync();

        var mail = Assert.Single(story.Server.Received);
        Assert.Equal(
            $"{family.Actor("Karim").Account}@example.org",
            Assert.Single(mail.To.Mailboxes).Address
        );
        Assert.Equal("Un rappel concerne Léo", mail.Subject);
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_told_of_what_was_done_within_the_delay(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await CaredForAsync(story);
        await ChooseAsync(story, family, "Karim");
        await RelayAsync(story, family, "dose-1");

        story.GoTo(Noon.AddMinutes(20));
        await story.Host.Get<PlanRelay>().WithdrawAsync(family.Person("Léo"), "dose-1", Ct);
        story.GoTo(Noon.AddMinutes(31));
        await story.MinuteAsync();

        Assert.Empty(story.Server.Received);
    }

    [Theory, BothDatabases]
    public async Task Who_is_no_carer_any_more_is_passed_over_and_nobody_chosen_means_nobody(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await CaredForAsync(story);
        Assert.False(await RelayAsync(story, family, "dose-0"));
        await ChooseAsync(story, family, "Karim", "Ana");
        await story
            .Host.Get<HealthRecord.Features.Reminders.Settings.SaveReminderSettings>()
            .RunAsync(
                family.Actor("Karim"),
                new(false, Domain.Reminders.ReminderHours.Usual, []),
                Ct
            );

        Assert.True(await RelayAsync(story, family, "dose-1"));

        var row = Assert.Single(
            await story.RowsAsync(),
            r => r.Rhythm == HealthRecord.Features.Reminders.Store.ReminderRhythm.OnTheDay
        );
        Assert.Equal(family.Ana.Account.Value, row.AccountId);
    }

    [Fact]
    public async Task Only_who_may_be_reminded_of_the_person_can_be_chosen()
    {
        await using var story = await ReminderStory.BeginAsync(Database.Sqlite);
        var family = await CaredForAsync(story);
        var zed = await family.AddStrangerAsync("Zed", Ct);

        var chosen = await story
            .Host.Get<ChooseRelay>()
            .RunAsync(family.Ana, family.Person("Léo"), [zed.Account], 30, Ct);

        Assert.False(chosen.Succeeded);
        var view = await story.Host.Get<ReadRelay>().RunAsync(family.Ana, family.Person("Léo"), Ct);
        Assert.Null(view.Value.Chosen);
        Assert.Contains(view.Value.Whom, w => w.Account == family.Actor("Karim").Account);
    }

    private static Task<TestFamily> CaredForAsync(ReminderStory story) =>
        A.Family(story.Host)
            .WithChild("Léo", born: "2010-05-05")
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", GrantRole.Carer, RecordDomains.Medication)
            .BuildAsync(Ct);

    private static async Task ChooseAsync(
        ReminderStory story,
        TestFamily family,
        params string[] whom
    ) =>
        Assert.True(
            (
                await story
                    .Host.Get<ChooseRelay>()
                    .RunAsync(
                        family.Ana,
                        family.Person("Léo"),
                        [.. whom.Select(w => family.Actor(w).Account)],
                        30,
                        Ct
                    )
            ).Succeeded
        );

    private static Task<bool> RelayAsync(ReminderStory story, TestFamily family, string dose) =>
        story
            .Host.Get<PlanRelay>()
            .RunAsync(
                family.Person("Léo"),
                dose,
                Noon.UtcDateTime,
                DateOnly.FromDateTime(Noon.UtcDateTime),
                Ct
            );

    private static Task<int> PlanAsync(
        ReminderStory story,
        TestFamily family,
        string cause,
        DateTimeOffset at,
        ReminderAudience audience = ReminderAudience.Guardians
    ) =>
        story
            .Host.Get<PlanReminder>()
            .RunAsync(
                family.Person("Léo"),
                new(
                    cause,
                    at.UtcDateTime,
                    at.UtcDateTime.AddHours(6),
                    DateOnly.FromDateTime(at.UtcDateTime),
                    RecordDomains.Medication,
                    audience
                ),
                Ct
            );
}
