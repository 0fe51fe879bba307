using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using HealthRecord.Domain;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Readings;

/// <summary>One act of one sender: which use case, and the id that the sender gave it.</summary>
internal readonly record struct OperationId(string UseCase, Guid Id);

/// <summary>
/// Remembers for 48 h what an operation id was answered, in the transaction that did the work: whoever did not hear the
/// answer asks again and gets the same one.
/// </summary>
internal sealed class AnsweredOperations(HealthDbs dbs, PersonKeys keys, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>
    /// The answer given before, or that of the work. When the work fails without knowing whether its commit was heard, the
    /// row tells: it stands there exactly when the work does.
    /// </summary>
    public async Task<Outcome<string>> OnceAsync(
        Actor actor,
        OperationId operation,
        Func<Task<Outcome<string>>> work,
        CancellationToken ct
    )
    {
        if (await RecallAsync(actor, operation, ct) is { } said)
            return said;
        try
        {
            return await work();
        }
        catch (Exception e) when (e is DbException or DbUpdateException or IOException)
        {
            if (await RecallAsync(actor, operation, ct) is { } done)
                return done;
            throw;
        }
    }

    /// <summary>The answer given before, or null.</summary>
    public async Task<string?> RecallAsync(Actor actor, OperationId operation, CancellationToken ct)
    {
        var key = KeyOf(operation);
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
    /// <param name="about">Whose record the work changed: what the answer says of it is sealed under their key, and goes with them.</param>
    public async Task RememberAsync(
        HealthDb db,
        Actor actor,
        PersonId about,
        OperationId operation,
        string answer,
        CancellationToken ct
    )
    {
        var key = KeyOf(operation);
        var secrets = await keys.GetAsync(about.Value, ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var expired = now - Kept;
        await db
            .Operations.Where(o =>
                o.AccountId == actor.Account.Value && o.Key == key && o.CreatedUtc <= expired
            )
            .ExecuteDeleteAsync(ct);
        var row = new Operation
        {
            AccountId = actor.Account.Value,
            Key = key,
            PersonId = about.Value,
            RowId = Ids.New(),
            CreatedUtc = now,
        };
        secrets.SealInto(row, Encoding.UTF8.GetBytes(answer));
        db.Operations.Add(row);
    }

    private static byte[] KeyOf(OperationId operation) =>
        SHA256.HashData(Encoding.UTF8.GetBytes($"{operation.UseCase}\u001f{operation.Id:N}"))[..16];
}
