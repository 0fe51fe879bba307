using HealthRecord.Domain;

namespace HealthRecord.Features.Family.Sharing;

/// <summary>Expected refusals of sharing. The sentences are in the texts of the family.</summary>
internal static class SharingErrors
{
    public static readonly Error NothingChosen = new("family.grant-nothing");
    public static readonly Error EndsBeforeItBegins = new("family.grant-ends-early");
    public static readonly Error Already = new("family.grant-already");
    public static readonly Error MoreThanYours = new("family.grant-more-than-yours");
    public static readonly Error OwnRecord = new("family.grant-own-record");
    public static readonly Error OtherGuardian = new("family.grant-other-guardian");
    public static readonly Error LastGuardian = new("family.grant-last-guardian");
    public static readonly Error Oneself = new("family.grant-oneself");
}
