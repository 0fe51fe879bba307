namespace HealthRecord.Features.Reminders.Store;

public enum ReminderRhythm
{
    /// <summary>Comes together with others, once a week.</summary>
    Weekly,

    /// <summary>Comes on its own day.</summary>
    OnTheDay,
}

/// <summary>One due item, recorded once for one recipient. What it is about is a keyed tag: the row tells for whom and when.</summary>
public sealed class Reminder
{
    public Guid Id { get; set; }
    public Guid PersonId { get; set; }

    /// <summary>Who is told.</summary>
    public Guid AccountId { get; set; }

    /// <summary>Keyed tag of what is due; unique for person and account, so that the index decides who records it.</summary>
    public byte[] CauseTag { get; set; } = [];
    public ReminderRhythm Rhythm { get; set; }

    /// <summary>The local day of the person that it is about.</summary>
    public DateOnly Day { get; set; }
    public DateTime CreatedUtc { get; set; }

    /// <summary>Shown, never sent: it was due before anybody could have been told.</summary>
    public bool Silent { get; set; }

    /// <summary>When a letter is to be written; null when none is.</summary>
    public DateTime? SendUtc { get; set; }

    /// <summary>From here on it is of no use any more.</summary>
    public DateTime? UntilUtc { get; set; }

    /// <summary>The letter that tells of it.</summary>
    public Guid? LetterId { get; set; }

    /// <summary>Since when there is nothing to tell any more: it was done, declined or withdrawn.</summary>
    public DateTime? OverUtc { get; set; }
}

/// <summary>A letter that is to be sent, recorded before it is. Its text is made when it is sent and is not kept.</summary>
public sealed class ReminderLetter
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }

    /// <summary>The Monday of the recipient's week, of a weekly one: unique for each account.</summary>
    public DateOnly? Week { get; set; }
    public DateTime CreatedUtc { get; set; }

    /// <summary>When it is tried; null when it left, or nothing of it remained, or it was given up.</summary>
    public DateTime? NextTryUtc { get; set; }
    public int Tries { get; set; }

    /// <summary>Somebody is at it until then. Still there at the next try: nobody knows how that one ended.</summary>
    public DateTime? LeaseUntilUtc { get; set; }
    public Guid? LeaseOwner { get; set; }
    public DateTime? SentUtc { get; set; }
    public DateTime? GivenUpUtc { get; set; }
}

/// <summary>How an account wants to be reminded; no row means as usual.</summary>
public sealed class ReminderSetting
{
    public Guid AccountId { get; set; }
    public bool Mail { get; set; } = true;
    public DayOfWeek DigestDay { get; set; } = DayOfWeek.Monday;
    public int DigestHour { get; set; } = 8;

    /// <summary>Minutes of the recipient's day.</summary>
    public int QuietFrom { get; set; } = 22 * 60;
    public int QuietTo { get; set; } = 7 * 60;
}

/// <summary>A person of whom an account does not want to be written to.</summary>
public sealed class ReminderMute
{
    public Guid AccountId { get; set; }
    public Guid PersonId { get; set; }
}

/// <summary>The private address at which a calendar program reads an account's reminders. Only the hash of its secret is kept.</summary>
public sealed class CalendarFeed
{
    public Guid Id { get; set; }
    public Guid AccountId { get; set; }
    public byte[] SecretHash { get; set; } = [];
    public DateTime CreatedUtc { get; set; }
    public DateTime? LastUsedUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }
}
