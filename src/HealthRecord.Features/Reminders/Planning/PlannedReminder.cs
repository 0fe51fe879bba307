using HealthRecord.Domain;

namespace HealthRecord.Features.Reminders.Planning;

/// <summary>Who is reminded, of those who see what it is about.</summary>
public enum ReminderAudience
{
    /// <summary>Who owns the record or stands for the person.</summary>
    Guardians,

    /// <summary>Carers too.</summary>
    GuardiansAndCarers,
}

/// <summary>Something with a day of its own, planned by the feature that knows of it: a dose, an appointment.</summary>
/// <param name="Cause">What is due, in the words of that feature; only its keyed tag is kept. The same cause is planned once.</param>
/// <param name="AtUtc">When to send it; in quiet hours it waits for their end.</param>
/// <param name="UntilUtc">From here on it is useless and is not sent any more.</param>
/// <param name="Day">The local day of the person that it is about: the letter says it.</param>
/// <param name="Needs">The domain that says what it is about: who does not see it gets nothing.</param>
/// <param name="Only">One recipient alone; null for the whole audience.</param>
public sealed record PlannedReminder(
    string Cause,
    DateTime AtUtc,
    DateTime UntilUtc,
    DateOnly Day,
    RecordDomains Needs,
    ReminderAudience Audience = ReminderAudience.Guardians,
    AccountId? Only = null
);
