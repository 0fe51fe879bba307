using System.Collections.Concurrent;
using HealthRecord.Domain;

namespace HealthRecord.Features.Imports;

/// <summary>Passwords of encrypted archives, from the answer until they were used once. In memory only: after a restart they are asked again.</summary>
internal sealed class ImportPasswords(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private readonly ConcurrentDictionary<Guid, (string Password, DateTimeOffset Until)> given =
        new();

    public void Keep(ImportId run, string password)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, entry) in given)
            if (entry.Until <= now)
                given.TryRemove(old, out _);
        given[run.Value] = (password, now + Kept);
    }

    /// <summary>Takes it: an attempt that needs it again asks again.</summary>
    public string? Of(ImportId run) =>
        given.TryRemove(run.Value, out var entry) && entry.Until > clock.GetUtcNow()
            ? entry.Password
            : null;
}
