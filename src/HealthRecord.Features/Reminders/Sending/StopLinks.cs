using System.Buffers.Text;
using System.Security.Cryptography;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Mail;
using HealthRecord.Features.Platform.Sealing;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Reminders.Sending;

/// <summary>The address in a letter that ends such letters without a sign-in: the account and a keyed tag over it.</summary>
/// <remarks>Nothing is stored for it, so the button of an old letter still works; it dies with the account's own key.</remarks>
internal sealed class StopLinks(PersonKeys keys, PublicAddress address)
{
    private const int IdLength = 16;
    private const int Length = 43;

    public async Task<string> OfAsync(Account account, CancellationToken ct) =>
        address.To($"/rappels/arret/{await SecretAsync(account, ct)}");

    public async Task<string> SecretAsync(Account account, CancellationToken ct)
    {
        var tag = await TagAsync(account, ct);
        return Base64Url.EncodeToString([.. account.Id.ToByteArray(), .. tag]);
    }

    /// <summary>Null when it is no address of ours.</summary>
    public async Task<Account?> FindAsync(HealthDb db, string secret, CancellationToken ct)
    {
        if (secret.Length != Length || !Base64Url.IsValid(secret))
            return null;
        var bytes = Base64Url.DecodeFromChars(secret);
        var id = new Guid(bytes.AsSpan(0, IdLength));
        if (await db.Users.SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
            return null;
        try
        {
            var tag = await TagAsync(account, ct);
            return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(IdLength), tag)
                ? account
                : null;
        }
        catch (KeysGoneException)
        {
            return null;
        }
    }

    private async Task<byte[]> TagAsync(Account account, CancellationToken ct) =>
        (await keys.GetAsync(account.OwnPersonId, ct)).Tag("reminder-stop", $"{account.Id:N}");
}
