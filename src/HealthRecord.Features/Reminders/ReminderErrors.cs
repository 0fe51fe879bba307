using HealthRecord.Domain;

namespace HealthRecord.Features.Reminders;

/// <summary>Expected refusals of reminders. The sentences are in the texts beside.</summary>
internal static class ReminderErrors
{
    public static readonly Error NotFound = new("reminder.not-found");
    public static readonly Error HoursUnknown = new("reminder.hours-unknown");
    public static readonly Error DelayUnknown = new("reminder.delay-unknown");
    public static readonly Error Busy = new("reminder.busy");
}
