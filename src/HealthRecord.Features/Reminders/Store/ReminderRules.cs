using HealthRecord.Domain;
using HealthRecord.Domain.Access;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Reminders.Store;

/// <summary>What is the same wherever a reminder is made or sent.</summary>
internal static class ReminderRules
{
    /// <summary>The far end of time: nothing will change by itself.</summary>
    public static readonly DateTime Never = new(9999, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>
    /// The programme counts from a birth date and from what was done. Who does not see both would be told of things that
    /// were done long ago, or could work the birth date out: nothing of it is for them.
    /// </summary>
    public const RecordDomains Programme = RecordDomains.Medication | RecordDomains.Facts;

    /// <summary>Every letter says "a reminder": of a person of whose care one sees nothing there is none.</summary>
    public const RecordDomains Least = RecordDomains.Medication;

    /// <summary>Owners, guardians and carers; who only reads is not reminded.</summary>
    public static bool MayBeReminded(PersonAccess access) => access.Role != GrantRole.Viewer;

    /// <summary>The tag under which something due is recorded: it names nothing to whoever lacks the person's key.</summary>
    public static byte[] Cause(PersonSecrets secrets, string cause) =>
        secrets.Tag("reminder", cause);

    public static string CalendarOf(PersonId person) => $"/p/{person}/sante/calendrier";
}
