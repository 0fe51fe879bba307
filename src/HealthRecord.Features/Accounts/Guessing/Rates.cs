using System.Collections.Concurrent;

namespace HealthRecord.Features.Accounts.Guessing;

/// <summary>Counts what one network or account asks within a fixed time, on this node and in memory.</summary>
internal sealed class Rates(TimeProvider clock)
{
    private const int MostKept = 100_000;
    private readonly ConcurrentDictionary<string, Window> windows = new(StringComparer.Ordinal);

    /// <summary>Null when it may, else how long to wait.</summary>
    public TimeSpan? Take(string key, int limit, TimeSpan length)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (windows.Count > MostKept)
            Sweep(now);
        var window = windows.AddOrUpdate(
            key,
            _ => new Window(now + length, 1),
            (_, old) =>
                old.EndsUtc <= now
                    ? new Window(now + length, 1)
                    : old with
                    {
                        Count = old.Count + 1,
                    }
        );
        return window.Count <= limit ? null : window.EndsUtc - now;
    }

    private void Sweep(DateTime now)
    {
        foreach (var window in windows)
            if (window.Value.EndsUtc <= now)
                windows.TryRemove(window);
        // Still full: somebody invents networks. Counting anew is better than running out of memory.
        if (windows.Count > MostKept)
            windows.Clear();
    }

    private sealed record Window(DateTime EndsUtc, int Count);
}
