using System.Globalization;
using HealthRecord.Domain;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Reminders.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace HealthRecord.Features.Reminders.Sending;

/// <param name="Letter">Null when nothing of it remains.</param>
/// <param name="LaterUtc">The recipient's night is over then.</param>
internal sealed record WrittenReminder(Letter? Letter, DateTime? LaterUtc);

/// <summary>Says for whom and when, and never what: the reason is behind the link, after sign-in.</summary>
internal sealed class ReminderText(
    HealthDbs dbs,
    PersonStore persons,
    PersonKeys keys,
    RecipientClocks clocks,
    StopLinks stops,
    PublicAddress address,
    IStringLocalizer<RemindersTexts> texts,
    TimeProvider clock
)
{
    private static readonly WrittenReminder Nothing = new(null, null);

    /// <summary>Made anew at every try, from what holds at that moment: grants, settings, what was done meanwhile.</summary>
    public async Task<WrittenReminder> OfAsync(ReminderLetter letter, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await dbs.ReadAsync(ct);
        var account = await db.Users.SingleOrDefaultAsync(a => a.Id == letter.AccountId, ct);
        if (account is not { EmailConfirmed: true, Email: { } to })
            return Nothing;
        var hours = (
            await clocks.OfAsync(
                db,
                new Dictionary<Guid, Guid> { [account.Id] = account.OwnPersonId },
                ct
            )
        )[account.Id];
        if (!hours.Mail)
            return Nothing;
        var about = await AboutAsync(db, letter, now, ct);
        if (about.Count == 0)
            return Nothing;
        var awake = hours.Awake(now);
        if (awake > now)
            return new(null, awake);
        var stop = await stops.OfAsync(account, ct);
        using var _ = LetterLanguage.Of(account.Language);
        return new(Written(letter, to, account.Language, about, stop, hours, now), null);
    }

    private async Task<List<About>> AboutAsync(
        HealthDb db,
        ReminderLetter letter,
        DateTime now,
        CancellationToken ct
    )
    {
        var rows = await db
            .Reminders.Where(r =>
                r.LetterId == letter.Id
                && r.OverUtc == null
                && (r.UntilUtc == null || now < r.UntilUtc)
                && !db.ReminderMutes.Any(m =>
                    m.AccountId == r.AccountId && m.PersonId == r.PersonId
                )
            )
            .ToListAsync(ct);
        var ids = rows.Select(r => r.PersonId).Distinct().ToList();
        var recipients = await ReminderRecipients.OfAsync(db, ids, now, ct);
        await keys.WarmAsync(ids, ct);
        var named = await persons.ManyAsync(db, ids.Select(id => new PersonId(id)), ct);
        return
        [
            .. rows.GroupBy(r => r.PersonId)
                .Where(g =>
                    recipients.TryGetValue(g.Key, out var whom)
                    && whom.Now.Any(r =>
                        r.Account.Value == letter.AccountId && r.Access.MayRead(ReminderRules.Least)
                    )
                )
                .Select(g => new About(
                    new(g.Key),
                    named.GetValueOrDefault(new(g.Key))?.Payload?.Name ?? "",
                    g.Count(),
                    g.Min(r => r.Day)
                ))
                .Where(a => a.Name.Length > 0)
                .OrderBy(a => a.First)
                .ThenBy(a => a.Person.Value),
        ];
    }

    private Letter Written(
        ReminderLetter letter,
        string to,
        string language,
        List<About> about,
        string stop,
        RecipientClock hours,
        DateTime now
    )
    {
        var today = Domain.Time.LocalDays.DayOf(hours.Zones, now);
        var links = about
            .Select(a => new LetterLink(
                texts["mail.open", a.Name],
                address.To(ReminderRules.CalendarOf(a.Person))
            ))
            .ToList();
        return new(
            to,
            language,
            about.Count == 1
                ? texts["mail.subject-one", about[0].Name]
                : texts["mail.subject-many"],
            [.. about.Select(a => Line(a, today)), texts["mail.behind"]],
            links[0],
            new(texts["mail.settings"], address.To("/reglages/rappels")),
            links[1..],
            new($"{letter.Id:N}", letter.CreatedUtc),
            stop
        );
    }

    private string Line(About a, DateOnly today) =>
        texts[
            $"mail.line-{(a.Count == 1 ? "one" : "many")}-{(a.First < today ? "since" : a.First == today ? "today" : "from")}",
            a.Name,
            a.Count,
            a.First.ToString("D", CultureInfo.CurrentCulture)
        ];

    private sealed record About(PersonId Person, string Name, int Count, DateOnly First);
}
