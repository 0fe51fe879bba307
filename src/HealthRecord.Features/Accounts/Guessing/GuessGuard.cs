using System.Collections.Concurrent;

namespace HealthRecord.Features.Accounts.Guessing;

/// <summary>
/// Makes guessing slow: from the 5th failure one waits longer each time, from the 10th the password way of an address is
/// closed for a quarter of an hour, never for ever.
/// </summary>
/// <remarks>
/// Counted by what was typed and in memory, so that an address without an account is treated exactly like one with. A reset
/// by mail opens the way again, so that a stranger cannot keep anybody out.
/// </remarks>
internal sealed class GuessGuard(TimeProvider clock)
{
    private const int Free = 4;
    private const int Closes = 10;
    private const int MostKept = 100_000;
    private static readonly TimeSpan Closed = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan LongestOfNetwork = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, Failures> failures = new(StringComparer.Ordinal);

    /// <summary>Null when a try is allowed now, else how long to wait.</summary>
    public TimeSpan? Wait(string address, string network)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var until = Later(
            Until(Address(address), Closed, now),
            Until(Network(network), LongestOfNetwork, now)
        );
        return until > now ? until - now : null;
    }

    public void Failed(string address, string network)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (failures.Count > MostKept)
            Sweep(now);
        Count(Address(address), now);
        Count(Network(network), now);
    }

    /// <summary>The owner was here. The network keeps its count: one right guess must not pay for the next hundred.</summary>
    public void Succeeded(string address) => failures.TryRemove(Address(address), out _);

    private static string Address(string address) => "a " + address;

    private static string Network(string network) => "n " + network;

    private void Count(string key, DateTime now) =>
        failures.AddOrUpdate(
            key,
            _ => new Failures(1, now),
            (_, old) =>
                now - old.LastUtc > Memory ? new Failures(1, now) : new Failures(old.Count + 1, now)
        );

    private DateTime Until(string key, TimeSpan longest, DateTime now)
    {
        if (
            !failures.TryGetValue(key, out var known)
            || known.Count <= Free
            || now - known.LastUtc > Memory
        )
            return DateTime.MinValue;
        var pause =
            known.Count >= Closes ? Closed : TimeSpan.FromSeconds(1 << (known.Count - Free));
        return known.LastUtc + (pause < longest ? pause : longest);
    }

    private void Sweep(DateTime now)
    {
        foreach (var known in failures)
            if (now - known.Value.LastUtc > Closed)
                failures.TryRemove(known);
        if (failures.Count > MostKept)
            failures.Clear();
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private sealed record Failures(int Count, DateTime LastUtc);
}
