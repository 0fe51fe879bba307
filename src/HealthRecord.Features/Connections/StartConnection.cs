using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Accounts;
using HealthRecord.Features.Connections.Vendors;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Connections;

/// <summary>Opens the question to a vendor whether it may deliver to a person. Connecting again goes the same way.</summary>
/// <remarks>A stream that goes on by itself into a record is decided by who stands for the person.</remarks>
[UseCaseAccess(UseCaseRule.MayGrant)]
internal sealed class StartConnection(
    HealthDbs dbs,
    ConnectionRows rows,
    Access access,
    VendorList vendors,
    ConnectionAddresses addresses,
    TimeProvider clock
)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    public const int MostForOnePerson = 20;

    /// <returns>The vendor's address to which the person is sent.</returns>
    public async Task<Outcome<string>> RunAsync(
        Actor actor,
        PersonId person,
        string vendorCode,
        CancellationToken ct
    )
    {
        if (!await access.MayGrantAsync(actor, person, ct))
            return ConnectionErrors.NotFound;
        if (vendors.FindOffered(vendorCode) is not { } vendor)
            return ConnectionErrors.NotOffered;
        var state = Secret.New();
        var verifier = vendor.TakesProofKey ? Secret.New() : null;
        var row = new ConnectionRow
        {
            Id = Ids.New(),
            PersonId = person.Value,
            AccountId = actor.Account.Value,
            SecretHash = Secret.Hash(state),
            DueUtc = clock.GetUtcNow().UtcDateTime + Lifetime,
        };
        var payload = new ConnectionPayload
        {
            Vendor = vendor.Code,
            State = ConnectionState.Asking,
            Verifier = verifier,
        };
        await rows.SealAsync(row, payload, ct);
        await using var db = await dbs.WriteAsync(ct);
        if (
            await db.Connections.CountAsync(c => c.PersonId == row.PersonId, ct) >= MostForOnePerson
        )
            return ConnectionErrors.TooMany;
        db.Connections.Add(row);
        return await db.TrySaveAsync(ct)
            ? vendor.AskAddress(addresses.ReturnOf(vendor), state, ChallengeOf(verifier))
            : ConnectionErrors.Busy;
    }

    /// <summary>S256 of RFC 7636.</summary>
    private static string? ChallengeOf(string? verifier) =>
        verifier is null
            ? null
            : Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
}
