using HealthRecord.Domain;
using HealthRecord.Domain.Reminders;

namespace HealthRecord.Features.Reminders.Settings;

/// <summary>How somebody wants to be reminded.</summary>
/// <param name="Mail">By e-mail; in the application one is always.</param>
/// <param name="Muted">Persons of whom one does not want to be written to.</param>
public sealed record ReminderSettingsForm(
    bool Mail,
    ReminderHours Hours,
    IReadOnlyList<PersonId> Muted
);

/// <param name="Feed">The calendar address, if there is one.</param>
/// <param name="Address">Where mails go.</param>
/// <param name="MayBeReminded">Persons of whom there can be reminders.</param>
internal sealed record ReminderSettingsView(
    ReminderSettingsForm Form,
    string Address,
    FeedView? Feed,
    IReadOnlyList<PersonId> MayBeReminded
);

internal sealed record FeedView(DateTime CreatedUtc, DateTime? LastUsedUtc);
