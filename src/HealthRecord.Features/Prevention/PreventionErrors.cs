using HealthRecord.Domain;

namespace HealthRecord.Features.Prevention;

/// <summary>Expected refusals of the programme's pages; those of the health book are used where they say the same.</summary>
internal static class PreventionErrors
{
    public static readonly Error BeforeBirth = new("prevention.before-birth");
    public static readonly Error NotLater = new("prevention.not-later");
    public static readonly Error TooFar = new("prevention.too-far");
    public static readonly Error NoSuchLine = new("prevention.no-such-line");
    public static readonly Error NoSuchQuestion = new("prevention.no-such-question");
}
