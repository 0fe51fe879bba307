using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Guessing;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Preferences;
using HealthRecord.Features.Family;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Accounts.SignIn;

/// <param name="Invitation">The secret of the link that led here; null when none did.</param>
internal sealed record SignUpForm(
    string? Name,
    string? Address,
    string? Password,
    string? Language,
    string? Zone = null,
    string? Invitation = null
);

/// <summary>Registers an address. The answer is the same whether it has an account or not; the difference goes by mail.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class SignUp(
    HealthDbs dbs,
    Passwords.Passwords passwords,
    Addresses addresses,
    NewHousehold households,
    PersonStore persons,
    MailSecrets secrets,
    AccountLetters letters,
    Rates rates,
    LimitOptions limits,
    EvenAnswer even,
    TimeProvider clock
)
{
    public async Task<Outcome<Done>> RunAsync(SignUpForm form, Caller caller, CancellationToken ct)
    {
        var name = PersonForm.Tidy(form.Name ?? "");
        if (name.Length is 0 or > PersonForm.LongestName)
            return AccountErrors.NameNeeded;
        if (Addresses.Tidy(form.Address) is not { } address)
            return AccountErrors.AddressInvalid;
        if (passwords.Refusal(form.Password) is { } refusal)
            return refusal;
        // Asked last, so that a slip of the keyboard does not count.
        if (
            rates.Take($"sign-up {caller.Network}", limits.SignUps, TimeSpan.FromHours(1)) is
            { } wait
        )
            return AccountErrors.Wait(wait);
        var language = LanguageChoice.IsKnown(form.Language)
            ? form.Language!
            : LanguageChoice.French;
        return await even.WaitAsync(() => RegisterAsync(name, address, language, form, ct), ct);
    }

    private async Task<Outcome<Done>> RegisterAsync(
        string name,
        string address,
        string language,
        SignUpForm form,
        CancellationToken ct
    )
    {
        var fresh = New(address, language);
        fresh.PasswordHash = passwords.Hash(fresh, form.Password!);
        if (await FindAsync(fresh.NormalizedEmail!, ct) is not { } known)
        {
            if (await CreateAsync(fresh, name, form, ct))
                return Done.Value;
            // The same address came twice at once: the index decided, and the second is treated as known.
            known = await FindAsync(fresh.NormalizedEmail!, ct) ?? fresh;
        }
        if (known.EmailConfirmed)
            letters.AlreadyThere(known.Email!, known.Language);
        else
            await TryAgainAsync(known.Id, fresh, name, form, ct);
        return Done.Value;
    }

    private async Task<bool> CreateAsync(
        Account account,
        string name,
        SignUpForm form,
        CancellationToken ct
    )
    {
        string secret;
        await using (var db = await dbs.WriteAsync(ct))
        {
            db.Add(account);
            secret = secrets.Add(db, account.Id, MailTokenPurpose.ConfirmEmail);
            if (!await db.TrySaveAsync(ct))
                return false;
        }
        await households.RunAsync(
            new AccountId(account.Id),
            new PersonId(account.OwnPersonId),
            name,
            ct,
            zone: form.Zone,
            invitation: form.Invitation
        );
        letters.Confirm(account, secret);
        return true;
    }

    /// <remarks>
    /// Whoever wrote last sets the password, and confirming asks for it: a stranger who registers the address of somebody
    /// else gains nothing from that person's click.
    /// </remarks>
    private async Task TryAgainAsync(
        Guid id,
        Account fresh,
        string name,
        SignUpForm form,
        CancellationToken ct
    )
    {
        string secret;
        Account account;
        await using (var db = await dbs.WriteAsync(ct))
        {
            account = await db.Users.SingleAsync(a => a.Id == id, ct);
            account.PasswordHash = fresh.PasswordHash;
            account.SecurityStamp = fresh.SecurityStamp;
            account.Language = fresh.Language;
            await secrets.WithdrawAsync(db, id, MailTokenPurpose.ConfirmEmail, ct);
            secret = secrets.Add(db, id, MailTokenPurpose.ConfirmEmail);
            await db.SaveChangesAsync(ct);
        }
        await NameAsync(account, name, form, ct);
        letters.Confirm(account, secret);
    }

    private async Task NameAsync(
        Account account,
        string name,
        SignUpForm form,
        CancellationToken ct
    )
    {
        var person = new PersonId(account.OwnPersonId);
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (await persons.FindAsync(db, person, ct) is { Payload: { } payload } stored)
            {
                await persons.ReplaceAsync(
                    db,
                    person,
                    stored.RowVersion,
                    payload with
                    {
                        Name = name,
                    },
                    ct
                );
                await db.TrySaveAsync(ct);
                return;
            }
        }
        // The first try stopped between the account and its person: the second finishes it.
        await households.RunAsync(
            new AccountId(account.Id),
            person,
            name,
            ct,
            zone: form.Zone,
            invitation: form.Invitation
        );
    }

    private async Task<Account?> FindAsync(string key, CancellationToken ct)
    {
        await using var db = await dbs.ReadAsync(ct);
        return await db.Users.SingleOrDefaultAsync(a => a.NormalizedEmail == key, ct);
    }

    private Account New(string address, string language) =>
        new()
        {
            Id = Ids.New(clock),
            OwnPersonId = Ids.New(clock),
            Email = address,
            NormalizedEmail = addresses.Key(address),
            UserName = address,
            NormalizedUserName = addresses.Key(address),
            Language = language,
            CreatedUtc = clock.GetUtcNow().UtcDateTime,
            SecurityStamp = Secret.New(),
        };
}
