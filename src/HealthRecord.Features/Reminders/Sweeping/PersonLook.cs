using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Prevention.Store;
using HealthRecord.Features.Reminders.Store;

namespace HealthRecord.Features.Reminders.Sweeping;

/// <summary>What one look at a person found.</summary>
/// <param name="SeenStamp">The stamp that the look began with: another one by now, and the look is not written.</param>
/// <param name="NextUtc">When the person has to be looked at again.</param>
/// <param name="Wanted">What is to be told; null when nothing could be read, and nothing changes.</param>
internal sealed record PersonLook(
    Guid Person,
    Guid SeenStamp,
    DateTime NextUtc,
    IReadOnlyList<WantedReminder>? Wanted
);

/// <param name="OwnPerson">Whom the recipient's account is.</param>
/// <param name="Silent">It was due before anybody could have been told.</param>
internal sealed record WantedReminder(
    Guid Account,
    Guid OwnPerson,
    byte[] Cause,
    DateOnly Day,
    bool Silent
)
{
    public (Guid Account, string Cause) Key => (Account, Convert.ToHexString(Cause));
}

/// <summary>A person opened, and everything that a look needs: it reads no database any more.</summary>
internal sealed record OpenedPerson(
    DueWatch Watch,
    PersonSecrets Secrets,
    ToldOfPerson Told,
    RecipientsOfPerson Recipients
);
