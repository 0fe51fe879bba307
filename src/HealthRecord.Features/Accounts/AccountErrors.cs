using HealthRecord.Domain;

namespace HealthRecord.Features.Accounts;

internal static class AccountErrors
{
    public static readonly Error LanguageUnknown = new("account.language-unknown");
    public static readonly Error NotSignedIn = new("account.not-signed-in");
}
