using System.Text;
using HealthRecord.Features.Reminders.Feed;
using HealthRecord.Features.Reminders.Settings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Features.Tests.Reminders;

public sealed class FeedTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, BothDatabases]
    public async Task A_calendar_shows_for_whom_and_which_day_until_its_address_ends(
        Database database
    )
    {
        await using var story = await ReminderStory.BeginAsync(database);
        var family = await story.FamilyAsync();
        await story.MinuteAsync();
        story.GoTo(new(2026, 12, 11, 9, 0, 0, TimeSpan.Zero));
        await story.MinuteAsync();
        var address = (await story.Host.Get<CreateFeed>().RunAsync(family.Ana, Ct)).Value;
        var secret = address.Split('/')[^1].Replace(".ics", "", StringComparison.Ordinal);

        var lines = await ReadAsync(story, secret);

        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Contains("SUMMARY:Un rappel concerne Léo", lines);
        Assert.Contains("DTSTART;VALUE=DATE:20261224", lines);
        Assert.Contains("DTEND;VALUE=DATE:20261225", lines);
        Assert.Equal(
            lines.Where(l => l.StartsWith("UID:", StringComparison.Ordinal)),
            (await ReadAsync(story, secret)).Where(l =>
                l.StartsWith("UID:", StringComparison.Ordinal)
            )
        );
        var view = await story.Host.Get<ReadReminderSettings>().RunAsync(family.Ana, Ct);
        Assert.Equal(story.Host.Clock.GetUtcNow().UtcDateTime, view.Feed!.LastUsedUtc);

        await story.Host.Get<RevokeFeed>().RunAsync(family.Ana, Ct);
        var read = story.Host.Get<ReadFeed>();
        Assert.False((await read.RunAsync(secret, Ct)).Succeeded);
        Assert.Equal(
            (await read.RunAsync(secret, Ct)).Error,
            (await read.RunAsync(new string('A', 43), Ct)).Error
        );
        // A new address takes the place of the one before.
        var second = (await story.Host.Get<CreateFeed>().RunAsync(family.Ana, Ct)).Value;
        var third = (await story.Host.Get<CreateFeed>().RunAsync(family.Ana, Ct)).Value;
        Assert.False((await read.RunAsync(second[^47..^4], Ct)).Succeeded);
        Assert.True((await read.RunAsync(third[^47..^4], Ct)).Succeeded);
    }

    [Fact]
    public void Lines_are_folded_at_75_octets_between_characters_and_text_is_escaped()
    {
        var name = string.Concat(Enumerable.Repeat("é😀,;\\", 30)) + "\nfin";

        var text = CalendarText.Of(
            "HealthRecord",
            [new("a", new(2026, 12, 31), name, null)],
            RecordHost.Start.UtcDateTime
        );

        Assert.DoesNotContain('\n', text.Replace("\r\n", "", StringComparison.Ordinal));
        Assert.All(
            text.Split("\r\n"),
            line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75)
        );
        Assert.DoesNotContain('\uFFFD', text);
        var whole = text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Contains(
            "SUMMARY:" + string.Concat(Enumerable.Repeat("é😀\\,\\;\\\\", 30)) + "\\nfin\r\n",
            whole,
            StringComparison.Ordinal
        );
        Assert.Contains("DTEND;VALUE=DATE:20270101\r\n", whole, StringComparison.Ordinal);
    }

    private static async Task<string[]> ReadAsync(ReminderStory story, string secret) =>
        Encoding
            .UTF8.GetString((await story.Host.Get<ReadFeed>().RunAsync(secret, Ct)).Value)
            .Split("\r\n");
}
