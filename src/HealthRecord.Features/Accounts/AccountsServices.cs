using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Passwords;
using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Accounts.Settings;
using HealthRecord.Features.Accounts.SignIn;
using HealthRecord.Features.Accounts.Tokens;
using HealthRecord.Features.Platform.Data;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthRecord.Features.Accounts;

internal static class AccountsServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        AddIdentity(services);
        AddGuessing(services);
        services.AddSingleton<SessionConnections>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<TokenStore>();
        services.AddScoped<CircuitHandler, SessionActivity>();
        services.AddHostedService<SessionUpkeep>();
        services.AddSingleton<MailSecrets>();
        services.AddSingleton<AddressProof>();
        services.AddSingleton<AccountLetters>();
        services.AddSingleton<OwnPassword>();
        AddUseCases(services);
    }

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPreferences();
        routes.MapAccountForms();
    }

    // The parts of Identity that hold for any way in; sessions are our own.
    private static void AddIdentity(IServiceCollection services)
    {
        services.AddDataProtection();
        services.Configure<PasswordHasherOptions>(o =>
            o.IterationCount = Passwords.Passwords.Rounds
        );
        services.TryAddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.TryAddSingleton<ILookupNormalizer, UpperInvariantLookupNormalizer>();
        services.AddSingleton<Passwords.Passwords>();
        services.AddSingleton<CommonPasswords>();
        services.AddSingleton<Addresses>();
    }

    private static void AddGuessing(IServiceCollection services)
    {
        services.AddSingleton(s => LimitOptions.Of(s.GetRequiredService<IConfiguration>()));
        services.AddSingleton<Rates>();
        services.AddSingleton<GuessGuard>();
        services.AddSingleton<EvenAnswer>();
    }

    private static void AddUseCases(IServiceCollection services)
    {
        services.AddSingleton<SignUp>();
        services.AddSingleton<SendConfirmation>();
        services.AddSingleton<ConfirmAddress>();
        services.AddSingleton<EnterWithPassword>();
        services.AddSingleton<SendReset>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<ThatWasNotMe>();
        services.AddSingleton<ReadAccount>();
        services.AddSingleton<ChangeName>();
        services.AddSingleton<ChangeLanguage>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<AskNewAddress>();
        services.AddSingleton<ConfirmNewAddress>();
        services.AddSingleton<ReadDeletion>();
        services.AddSingleton<DeleteAccount>();
        services.AddSingleton<KeepAccount>();
        services.AddSingleton<ReadSessions>();
        services.AddSingleton<EndSessions>();
        services.AddSingleton<CreateToken>();
        services.AddSingleton<ReadTokens>();
        services.AddSingleton<RevokeToken>();
    }
}
