using System.Security.Cryptography;
using System.Text;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <summary>
/// Remembers for 48 h what an operation id was answered, in the transaction that did the work: whoever did not hear the
/// answer asks again and gets the same one.
/// </summary>
internal sealed class Operations(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>The answer given before, or null.</summary>
    public async Task<string?> RecallAsync(
        Actor actor,
        string useCase,
        Guid operation,
        CancellationToken ct
    )
    {
        var key = KeyOf(useCase, operation);
        var since = clock.GetUtcNow().UtcDateTime - Kept;
        await using var db = await dbs.ReadAsync(ct);
        var row = await db.Operations.SingleOrDefaultAsync(
            o => o.AccountId == actor.Account.Value && o.Key == key && o.CreatedUtc > since,
            ct
        );
        if (row is null)
            return null;
        var secrets = await keys.GetAsync(row.PersonId, ct);
        return Encoding.UTF8.GetString(secrets.OpenFrom(row));
    }

    /// <summary>Adds the answer to a context that its caller saves together with the work.</summary>
    public async Task RememberAsync(
        HealthDb db,
        Actor actor,
        string useCase,
        Guid operation,
        string answer,
        CancellationToken ct
    )
    {
        var key = KeyOf(useCase, operation);
        var secrets = await keys.GetAsync(actor.OwnPerson.Value, ct);
        var expired = await db.Operations.SingleOrDefaultAsync(
            o => o.AccountId == actor.Account.Value && o.Key == key,
            ct
        );
        var now = clock.GetUtcNow().UtcDateTime;
        if (expired is not null && now - expired.CreatedUtc >= Kept)
        {
            db.Operations.Remove(expired);
            await db.SaveChangesAsync(ct);
        }
        var row = new Operation
        {
            AccountId = actor.Account.Value,
            Key = key,
            PersonId = actor.OwnPerson.Value,
            RowId = Ids.New(),
            CreatedUtc = now,
        };
        secrets.SealInto(row, Encoding.UTF8.GetBytes(answer));
        db.Operations.Add(row);
    }

    private static byte[] KeyOf(string useCase, Guid operation) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{useCase}\u001f{operation:N}"))[..16];
}
