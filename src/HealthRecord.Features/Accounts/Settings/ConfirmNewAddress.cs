using HealthRecord.Domain;
using HealthRecord.Features.Accounts.Mails;
using HealthRecord.Features.Accounts.Sessions;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;

namespace HealthRecord.Features.Accounts.Settings;

/// <summary>Follows the link that was sent to the new address. The unique index decides who has an address.</summary>
[UseCaseAccess(UseCaseRule.Anonymous)]
internal sealed class ConfirmNewAddress(
    HealthDbs dbs,
    MailSecrets secrets,
    Addresses addresses,
    AddressProof proofs,
    AccountLetters letters,
    SessionStore sessions
)
{
    public async Task<Outcome<Done>> RunAsync(string secret, CancellationToken ct)
    {
        Account account;
        string before;
        string notMe;
        await using (var db = await dbs.WriteAsync(ct))
        {
            if (
                await secrets.OwnerAsync(db, secret, MailTokenPurpose.ChangeEmail, ct)
                    is not { PendingEmail: { } next } owner
                || !await secrets.UseAsync(db, secret, ct)
            )
                return AccountErrors.LinkDead;
            account = owner;
            before = account.Email!;
            account.Email = account.UserName = next;
            account.NormalizedEmail = account.NormalizedUserName = addresses.Key(next);
            account.PendingEmail = null;
            account.SecurityStamp = Secret.New();
            notMe = secrets.Add(db, account.Id, MailTokenPurpose.EndSessions);
            // A reset link that lies in the old mailbox would open the account from there.
            await secrets.WithdrawAsync(db, account.Id, MailTokenPurpose.ResetPassword, ct);
            if (!await db.TrySaveAsync(ct))
                return AccountErrors.LinkDead;
        }
        sessions.Doubt(new AccountId(account.Id));
        letters.AddressChanged(account, before, notMe, proofs.Make(before, notMe));
        return Done.Value;
    }
}
