using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Sealing;
using HealthRecord.Features.Platform.Security;
using Microsoft.EntityFrameworkCore;

namespace HealthRecord.Features.Operations.Keys;

/// <summary>An old key-encryption key, and from when on it may be destroyed; null while wrapped keys need it.</summary>
internal sealed record OldKek(string Id, DateTime? FromUtc, bool Destroyed);

/// <summary>Destroys old key-encryption keys when neither the key store nor a copy of it within its life needs them.</summary>
[UseCaseAccess(UseCaseRule.Operator)]
internal sealed class RetireKeks(
    IDbContextFactory<KeyDb> contexts,
    IKeyWrapper wrapper,
    TimeProvider clock
)
{
    /// <summary>Copies of the key store hold no history beyond this.</summary>
    public static readonly TimeSpan CopyLife = TimeSpan.FromDays(7);

    public async Task<IReadOnlyList<OldKek>> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(ct);
        var answers = new List<OldKek>();
        foreach (var id in wrapper.KekIds.Where(id => id != wrapper.CurrentKekId).ToList())
        {
            var needed = await db.Keys.AnyAsync(
                k => k.KekId == id && k.State != KeyState.Destroyed,
                ct
            );
            var empty = await db
                .Notes.Where(n => n.Name == KeyStoreNote.KekEmpty && n.Value == id)
                .Select(n => (DateTime?)n.AtUtc)
                .MaxAsync(ct);
            var from = needed ? null : empty + CopyLife;
            if (from <= now)
                wrapper.Destroy(id);
            answers.Add(new OldKek(id, from, from <= now));
        }
        return answers;
    }
}
