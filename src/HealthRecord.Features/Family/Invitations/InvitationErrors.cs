using HealthRecord.Domain;

namespace HealthRecord.Features.Family.Invitations;

internal static class InvitationErrors
{
    public static readonly Error AddressWrong = new("family.invite-address");

    /// <summary>Never there, used, withdrawn or too old: one answer for all.</summary>
    public static readonly Error NotValid = new("family.invite-not-valid");
    public static readonly Error Own = new("family.invite-own");

    public static Error TooMany(int aDay) => new("family.invite-many", aDay);
}
