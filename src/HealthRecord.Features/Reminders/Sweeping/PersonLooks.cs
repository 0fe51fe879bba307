using HealthRecord.Domain.Prevention.Engine;
using HealthRecord.Domain.Time;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Store;

namespace HealthRecord.Features.Reminders.Sweeping;

/// <summary>Reads the programme of an opened person for each who is reminded, and finds when to look again.</summary>
internal static class PersonLooks
{
    public static PersonLook At(OpenedPerson opened, Programme programme, DateTime now)
    {
        var wanted = new List<WantedReminder>();
        DateOnly? change = null;
        // Many see the same: they are read once.
        foreach (
            var readers in opened
                .Recipients.Now.Where(r => r.Access.MayRead(ReminderRules.Programme))
                .GroupBy(r => r.Access.Readable)
        )
        {
            var reading = PersonProgramme.Read(opened.Told, programme, readers.Key, now);
            if (reading.Said.NextChange is { } next && (change is null || next < change))
                change = next;
            foreach (var item in reading.Said.Items)
                if (Spoken(item, reading) is { } said)
                    wanted.AddRange(readers.Select(r => Wanted(opened, programme, said, r)));
        }
        return new(opened.Watch.PersonId, opened.Watch.Stamp, NextUtc(opened, change), wanted);
    }

    private static DateTime NextUtc(OpenedPerson opened, DateOnly? change)
    {
        var next = change is { } day ? opened.Told.Zones.StartUtcOf(day) : ReminderRules.Never;
        return opened.Recipients.NextUtc is { } begins && begins < next ? begins : next;
    }

    /// <summary>Null for what is not spoken of today.</summary>
    private static SpokenItem? Spoken(DueItem item, ProgrammeReading reading)
    {
        if (
            item.State is not (ItemState.Upcoming or ItemState.Due or ItemState.Overdue)
            || item.PostponedUntil is not null
            || item.RemindFrom is not { } from
            || from > reading.Today
            || item.Due is not { } due
        )
            return null;
        // What somebody put off comes back as something new.
        var later = reading
            .Input.Decisions.Where(d =>
                d.Kind == DecisionKind.Later
                && d.Item == item.Key
                && (d.Occurrence is null || d.Occurrence == item.Occurrence)
            )
            .Max(d => d.Until);
        return later is { } until && until > from
            ? new($"{Name(item)}/later/{until:yyyy-MM-dd}", until, due)
            : new($"{Name(item)}/programme", from, due);
    }

    private static string Name(DueItem item) => $"{item.Key}/{item.Occurrence:yyyy-MM-dd}";

    private static WantedReminder Wanted(
        OpenedPerson opened,
        Programme programme,
        SpokenItem said,
        Recipient recipient
    ) =>
        new(
            recipient.Account.Value,
            recipient.OwnPerson.Value,
            ReminderRules.Cause(opened.Secrets, said.Cause),
            said.Due,
            said.From < Floor(opened, programme, recipient)
        );

    /// <summary>The first day of which anybody could have been told: nobody is written to about what was due before.</summary>
    private static DateOnly Floor(OpenedPerson opened, Programme programme, Recipient recipient)
    {
        var zones = opened.Told.Zones;
        var floor = Later(
            zones.DayOf(opened.Told.CreatedUtc),
            // Whoever added the person stands for them from the same moment on.
            zones.DayOf(recipient.SinceUtc)
        );
        // A new version of the product brings its programme without a day: the first look under it is that day.
        var isNew =
            opened.Watch.ProgrammeId != programme.Id && opened.Watch.ProgrammeId != Guid.Empty;
        if (programme.IsShipped && isNew)
            return DateOnly.MaxValue;
        return programme.LoadedUtc is { } loaded ? Later(floor, zones.DayOf(loaded)) : floor;
    }

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private sealed record SpokenItem(string Cause, DateOnly From, DateOnly Due);
}
