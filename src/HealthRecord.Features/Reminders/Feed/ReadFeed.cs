using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Reminders.Feed;

/// <summary>The calendar of an account by its private address: for whom and on which day, never what.</summary>
/// <remarks>It follows the account's grants as they are now. An address that ended or never was gives one answer.</remarks>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class ReadFeed(
    HealthDbs dbs,
    PersonStore persons,
    PersonKeys keys,
    PublicAddress address,
    IStringLocalizer<RemindersTexts> texts,
    TimeProvider clock
)
{
    private const int SecretLength = 43;

    /// <summary>Programs ask often: that they did is written down once an hour.</summary>
    private static readonly TimeSpan Noted = TimeSpan.FromHours(1);

    public async Task<Outcome<byte[]>> RunAsync(string secret, CancellationToken ct)
    {
        if (secret.Length != SecretLength)
            return ReminderErrors.NotFound;
        var hash = Secret.Hash(secret);
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var found = await db
            .CalendarFeeds.Where(f => f.SecretHash == hash && f.RevokedUtc == null)
            .Join(db.Users, f => f.AccountId, a => a.Id, (f, a) => new { Feed = f, Account = a })
            .SingleOrDefaultAsync(ct);
        if (found is null)
            return ReminderErrors.NotFound;
        var days = await DaysAsync(db, found.Account.Id, now, ct);
        if (found.Feed.LastUsedUtc is not { } used || used + Noted <= now)
            await NoteAsync(found.Feed.Id, now, ct);
        using var _ = LetterLanguage.Of(found.Account.Language);
        var events = days.Select(d => new CalendarDay(
            d.Uid,
            d.Day,
            texts["feed.event", d.Name],
            address.To(ReminderRules.CalendarOf(d.Person))
        ));
        return Encoding.UTF8.GetBytes(CalendarText.Of("HealthRecord", events, now));
    }

    private async Task<List<FeedDay>> DaysAsync(
        HealthDb db,
        Guid account,
        DateTime now,
        CancellationToken ct
    )
    {
        var rows = await db
            .Reminders.Where(r =>
                r.AccountId == account
                && r.OverUtc == null
                && (r.UntilUtc == null || now < r.UntilUtc)
                && !db.ReminderMutes.Any(m => m.AccountId == account && m.PersonId == r.PersonId)
            )
            .Select(r => new { r.PersonId, r.Day })
            .Distinct()
            .ToListAsync(ct);
        var ids = rows.Select(r => r.PersonId).Distinct().ToList();
        var recipients = await ReminderRecipients.OfAsync(db, ids, now, ct);
        await keys.WarmAsync(ids, ct);
        var named = await persons.ManyAsync(db, ids.Select(id => new PersonId(id)), ct);
        var days = new List<FeedDay>();
        foreach (var row in rows.OrderBy(r => r.Day).ThenBy(r => r.PersonId))
        {
            if (
                named.GetValueOrDefault(new(row.PersonId))?.Payload?.Name is not { } name
                || recipients.GetValueOrDefault(row.PersonId) is not { } whom
                || !whom.Now.Any(r =>
                    r.Account.Value == account && r.Access.MayRead(ReminderRules.Least)
                )
            )
                continue;
            var tag = (await keys.GetAsync(row.PersonId, ct)).Tag(
                "reminder-event",
                $"{account:N}/{row.Day:yyyy-MM-dd}"
            );
            days.Add(
                new(
                    new(row.PersonId),
                    name,
                    row.Day,
                    $"{Convert.ToHexStringLower(tag)}@healthrecord"
                )
            );
        }
        return days;
    }

    private async Task NoteAsync(Guid feed, DateTime now, CancellationToken ct)
    {
        await using var db = await dbs.WriteAsync(ct);
        await db
            .CalendarFeeds.Where(f => f.Id == feed)
            .ExecuteUpdateAsync(s => s.SetProperty(f => f.LastUsedUtc, now), ct);
    }

    private sealed record FeedDay(PersonId Person, string Name, DateOnly Day, string Uid);
}
