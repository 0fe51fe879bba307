using HealthRecord.Domain;

namespace HealthRecord.Features.Accounts;

internal static class AccountErrors
{
    public static readonly Error LanguageUnknown = new("account.language-unknown");
    public static readonly Error NotSignedIn = new("account.not-signed-in");
    public static readonly Error NameNeeded = new("account.name-needed");
    public static readonly Error AddressInvalid = new("account.address-invalid");
    public static readonly Error SignInRefused = new("account.sign-in-refused");
    public static readonly Error WrongPassword = new("account.wrong-password");
    public static readonly Error LinkDead = new("account.link-dead");
    public static readonly Error SameAddress = new("account.same-address");
    public static readonly Error TokenNameNeeded = new("account.token-name-needed");
    public static readonly Error TokenDomainNeeded = new("account.token-domain-needed");
    public static readonly Error TokenTimeUnknown = new("account.token-time-unknown");
    public static readonly Error TokensMany = new("account.tokens-many");
    public static readonly Error NotFound = new("account.not-found");
    public static readonly Error Changed = new("account.changed-elsewhere");
    public static readonly Error WordNeeded = new("account.word-needed");
    public static readonly Error OthersAlone = new("account.others-alone");
    public static readonly Error TooLate = new("account.keep-too-late");

    public static Error Wait(TimeSpan time) =>
        new("account.wait", Guessing.AccountRates.Seconds(time));
}
