using System.Diagnostics.Metrics;
using HealthRecord.Domain.Reminders;
using HealthRecord.Features.Family.Sharing;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Reminders.Sending;
using HealthRecord.Features.Reminders.Settings;
using HealthRecord.Features.Reminders.Sweeping;
using HealthRecord.Features.Tests.Readings;
using HealthRecord.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace HealthRecord.Features.Tests.Reminders;

/// <summary>Letters, and the drills: never lost, recorded once, and at most one of them twice.</summary>
public sealed class SendingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_letter_says_for_whom_and_when_and_never_what(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();

        await story.ToDigestAsync();

        var mail = Assert.Single(story.Server.Received);
        Assert.Equal("Un rappel concerne Léo", mail.Subject);
        foreach (
            var part in new[] { mail.TextBody, System.Net.WebUtility.HtmlDecode(mail.HtmlBody) }
        )
        {
            Assert.Contains(
                "Un rappel concerne Léo, à partir du jeudi 24 décembre 2026.",
                part,
                StringComparison.Ordinal
            );
            Assert.Contains(
                $"/p/{family.Person("Léo")}/sante/calendrier",
                part,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("vaccin", part, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("méningo", part, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("dose", part, StringComparison.OrdinalIgnoreCase);
        }
        var letter = Assert.Single(await story.LettersAsync());
        Assert.Equal($"{letter.Id:N}@example.org", mail.MessageId);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        Assert.Matches(@"^<http.*/rappels/arret/[\w-]{43}>$", mail.Headers["List-Unsubscribe"]);
        Assert.Equal(story.Host.Clock.GetUtcNow().UtcDateTime, letter.SentUtc);
    }

    [Theory, BothDatabases]
    public async Task An_english_reader_is_written_to_in_english(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        await using (var db = await story.Host.Get<HealthDbs>().WriteAsync(Ct))
            await db.Users.ExecuteUpdateAsync(s => s.SetProperty(a => a.Language, "en-GB"), Ct);

        await story.ToDigestAsync();

        var mail = Assert.Single(story.Server.Received);
        Assert.Equal("A reminder is about Léo", mail.Subject);
        Assert.Contains(
            "A reminder is about Léo, from Thursday, 24 December 2026.",
            mail.TextBody,
            StringComparison.Ordinal
        );
    }

    [Theory, BothDatabases]
    public async Task Killed_between_the_servers_yes_and_our_note_of_it_one_letter_comes_twice_under_one_id(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(
            database,
            s =>
                s.AddSingleton<IMailSender>(p => new DiesAfterYes(
                    p.GetRequiredService<SmtpMailSender>()
                ))
        );
        await story.FamilyAsync();
        await Assert.ThrowsAsync<KilledException>(story.ToDigestAsync);
        Assert.Single(story.Server.Received);

        // Another process, after the lease.
        await using var next = await story.Host.AgainAsync(
            s =>
            {
                Typing.WithoutWorkers(s);
                s.AddSingleton<IMailSender>(p => p.GetRequiredService<SmtpMailSender>());
            },
            Ct
        );
        using var repeated = new Count(next, ReminderMeter.RepeatedCounter);
        await next.Get<SweepReminders>().RunAsync(Ct);
        Assert.Equal(0, await ReminderStory.WorkAsync(next));
        Assert.Single(story.Server.Received);
        story.GoTo(ReminderStory.Monday + LetterLeases.Length);
        await next.Get<SweepReminders>().RunAsync(Ct);
        await ReminderStory.WorkAsync(next);
        await next.Get<SweepReminders>().RunAsync(Ct);
        await ReminderStory.WorkAsync(next);

        Assert.Equal(2, story.Server.Received.Count);
        Assert.Single(story.Server.Received.Select(m => m.MessageId).Distinct());
        Assert.Single(story.Server.Received.Select(m => m.Date).Distinct());
        Assert.Equal(1, repeated.Value);
        Assert.Single(await story.LettersAsync());
        Assert.Single(await story.RowsAsync(), r => r.LetterId is not null);
    }

    [Theory, BothDatabases]
    public async Task With_the_mail_server_away_for_a_day_nothing_is_lost_and_all_is_sent_once(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        story.Server.IsAway = true;
        await story.ToDigestAsync();
        var failed = 0;
        for (var minute = 1; minute <= 24 * 60; minute++)
        {
            story.GoTo(ReminderStory.Monday.AddMinutes(minute));
            await story.Host.Get<SendQueue>().EnqueueDueAsync(Ct);
            failed += await ReminderStory.WorkAsync(story.Host);
        }
        // With growing waits, and seen by the operator once.
        Assert.InRange(story.Server.Knocks, 5, 12);
        Assert.Equal(1, failed);
        Assert.Empty(story.Server.Received);

        story.Server.IsAway = false;
        for (var hour = 0; hour < 8; hour++)
        {
            story.GoTo(ReminderStory.Monday.AddHours(25 + hour));
            await story.MinuteAsync();
        }

        Assert.Single(story.Server.Received);
        Assert.NotNull(Assert.Single(await story.LettersAsync()).SentUtc);
    }

    [Theory, BothDatabases]
    public async Task What_failed_can_be_repeated_at_once_and_what_was_sent_cannot(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        story.Server.IsAway = true;
        await story.ToDigestAsync();
        story.GoTo(ReminderStory.Monday.AddMinutes(1));
        await story.MinuteAsync();
        story.GoTo(ReminderStory.Monday.AddMinutes(7));
        await story.Host.Get<SendQueue>().EnqueueDueAsync(Ct);
        Assert.Equal(1, await ReminderStory.WorkAsync(story.Host));
        story.Server.IsAway = false;
        var letter = Assert.Single(await story.LettersAsync()).Id;

        // As the operator does from the list of failed tasks, twice.
        await story.Host.Get<SendReminder>().RunAsync(letter, Ct);
        await story.Host.Get<SendReminder>().RunAsync(letter, Ct);

        Assert.Single(story.Server.Received);
    }

    [Theory, BothDatabases]
    public async Task A_letter_that_nobody_takes_for_a_week_is_given_up_and_can_still_be_repeated(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        story.Server.IsAway = true;
        await story.ToDigestAsync();
        for (var hour = 1; hour <= 8 * 24; hour++)
        {
            story.GoTo(ReminderStory.Monday.AddHours(hour));
            await story.Host.Get<SendQueue>().EnqueueDueAsync(Ct);
            await ReminderStory.WorkAsync(story.Host);
        }
        var letter = Assert.Single(await story.LettersAsync());
        Assert.NotNull(letter.GivenUpUtc);
        Assert.Null(letter.NextTryUtc);

        story.Server.IsAway = false;
        await story.Host.Get<SendReminder>().RunAsync(letter.Id, Ct);

        Assert.Single(story.Server.Received);
        Assert.Null(Assert.Single(await story.LettersAsync()).GivenUpUtc);
    }

    [Theory, BothDatabases]
    public async Task Two_who_write_letters_at_once_write_one(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        await using var other = await story.Host.AgainAsync(Typing.WithoutWorkers, Ct);
        story.GoTo(ReminderStory.Monday);

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(
                        () => (i % 2 == 0 ? story.Host : other).Get<WriteLetters>().RunAsync(Ct),
                        Ct
                    )
                )
        );
        var letter = Assert.Single(await story.LettersAsync()).Id;
        await Task.WhenAll(
            story.Host.Get<SendReminder>().RunAsync(letter, Ct),
            other.Get<SendReminder>().RunAsync(letter, Ct)
        );

        Assert.Single(story.Server.Received);
    }

    [Theory, BothDatabases]
    public async Task A_grant_that_was_revoked_before_sending_gets_nothing(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await A.Family(story.Host)
            .WithChild("Léo", born: ReminderStory.Baby)
            .WithAdult("Karim")
            .WithGrant("Karim", "Léo", Domain.Access.GrantRole.Guardian)
            .BuildAsync(Ct);
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        story.GoTo(ReminderStory.Monday);
        await story.Host.Get<SweepReminders>().RunAsync(Ct);
        Assert.Equal(2, (await story.LettersAsync()).Count);

        await using (var db = await story.Host.Get<HealthDbs>().WriteAsync(Ct))
            await db
                .Grants.Where(g =>
                    g.AccountId == family.Actor("Karim").Account.Value
                    && g.PersonId == family.Person("Léo").Value
                )
                .ExecuteUpdateAsync(
                    s => s.SetProperty(g => g.RevokedUtc, story.Host.Clock.GetUtcNow().UtcDateTime),
                    Ct
                );
        await ReminderStory.WorkAsync(story.Host);

        var mail = Assert.Single(story.Server.Received);
        Assert.Equal($"{family.Ana.Account}@example.org", Assert.Single(mail.To.Mailboxes).Address);
    }

    [Theory, BothDatabases]
    public async Task A_week_has_one_digest_whatever_becomes_due_in_it(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        await story.ToDigestAsync();

        // The day is moved into the same week, and something else becomes due.
        await SaveAsync(story, family, mail: true, day: DayOfWeek.Wednesday);
        await family.AddChildAsync("Zoé", ReminderStory.Baby, ct: Ct);
        for (var day = 1; day <= 16; day++)
        {
            story.GoTo(ReminderStory.Monday.AddDays(day));
            await story.MinuteAsync();
        }

        var weeks = (await story.LettersAsync()).ConvertAll(l => l.Week);
        Assert.Equal(weeks.Count, weeks.Distinct().Count());
        Assert.Equal(
            story.Server.Received.Count,
            story
                .Server.Received.Select(m =>
                    ReminderHours.WeekOf(
                        Domain.Time.ZoneTimeline.Of("Europe/Paris"),
                        m.Date.UtcDateTime
                    )
                )
                .Distinct()
                .Count()
        );
    }

    [Theory, BothDatabases]
    public async Task At_night_nothing_leaves_and_in_the_morning_it_does(Database database)
    {
        await using var story = await ReminderStory.BeginAsync(database);
        await story.FamilyAsync();
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        // The product was stopped from before eight until eleven at night.
        story.GoTo(new(2026, 12, 14, 22, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        Assert.Empty(story.Server.Received);
        Assert.Empty(await story.LettersAsync());

        story.GoTo(new(2026, 12, 15, 6, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();

        Assert.Single(story.Server.Received);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Who_does_not_want_mails_or_not_of_this_person_gets_none(bool mail, bool muted)
    {
        await using var story = await ReminderStory.BeginAsync(Database.Sqlite);
        var family = await story.FamilyAsync();
        var saved = await story
            .Host.Get<SaveReminderSettings>()
            .RunAsync(
                family.Ana,
                new(mail, ReminderHours.Usual, muted ? [family.Person("Léo")] : []),
                Ct
            );
        Assert.True(saved.Succeeded);

        await story.ToDigestAsync();

        Assert.Empty(story.Server.Received);
        Assert.Single(
            await story.Host.Get<ReadWaitingReminders>().RunAsync(family.Ana, Ct),
            w => w.Person == family.Person("Léo")
        );
    }

    [Theory, BothDatabases]
    public async Task The_address_in_a_letter_ends_letters_and_another_one_does_nothing(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        await story.ToDigestAsync();
        var secret = story.Server.Received[0].Headers["List-Unsubscribe"]!.TrimEnd('>').Split('/')[
            ^1
        ];
        var stop = story.Host.Get<StopReminderMails>();
        var other = secret[..30] + new string('A', 13);

        Assert.False((await stop.RunAsync(other, Ct)).Succeeded);
        Assert.False((await stop.RunAsync("x", Ct)).Succeeded);
        Assert.True((await MailAsync(story, family)));
        Assert.True((await stop.RunAsync(secret, Ct)).Succeeded);
        Assert.True((await stop.RunAsync(secret, Ct)).Succeeded);
        Assert.False((await MailAsync(story, family)));
    }

    private static async Task<bool> MailAsync(ReminderStory story, TestFamily family) =>
        (await story.Host.Get<ReadReminderSettings>().RunAsync(family.Ana, Ct)).Form.Mail;

    private static async Task SaveAsync(
        ReminderStory story,
        TestFamily family,
        bool mail,
        DayOfWeek day
    ) =>
        await story
            .Host.Get<SaveReminderSettings>()
            .RunAsync(family.Ana, new(mail, ReminderHours.Usual with { DigestDay = day }, []), Ct);

    private sealed class KilledException : Exception;

    /// <summary>The server has said yes, and the process is gone.</summary>
    private sealed class DiesAfterYes(SmtpMailSender real) : IMailSender
    {
        public async Task SendAsync(Letter letter, CancellationToken ct)
        {
            await real.SendAsync(letter, ct);
            throw new KilledException();
        }
    }

    private sealed class Count : IDisposable
    {
        private readonly MeterListener listener = new();
        private int value;

        public Count(RecordHost host, string name)
        {
            var scope = host.Get<IMeterFactory>();
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == name && ReferenceEquals(instrument.Meter.Scope, scope))
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>(
                (_, n, _, _) => Interlocked.Add(ref value, (int)n)
            );
            listener.Start();
        }

        public int Value => value;

        public void Dispose() => listener.Dispose();
    }
}
