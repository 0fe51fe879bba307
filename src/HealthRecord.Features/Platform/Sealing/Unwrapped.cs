using System.Collections.Concurrent;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>One owner's keys in memory: cleared by a timer when their time is over, whoever still holds them.</summary>
internal sealed class Unwrapped : IDisposable
{
    private readonly TimeProvider clock;
    private readonly long since;
    private readonly ITimer end;
    private PinnedKey? tag;
    private PersonSecrets? secrets;

    public Unwrapped(TimeProvider clock)
    {
        this.clock = clock;
        since = clock.GetTimestamp();
        end = clock.CreateTimer(
            static s => ((Unwrapped?)s)?.Clear(),
            this,
            PersonKeys.Lifetime,
            Timeout.InfiniteTimeSpan
        );
    }

    public ConcurrentDictionary<int, PinnedKey> Data { get; } = new();

    /// <summary>Measured by the monotonic clock: setting the time back keeps no key alive.</summary>
    public TimeSpan Age => clock.GetElapsedTime(since);

    public PersonSecrets Secrets =>
        secrets ?? throw new InvalidOperationException("The keys are not unwrapped yet.");

    /// <param name="later">Finds a version that was made after these were unwrapped, or null.</param>
    public void Ready(
        Guid owner,
        int currentVersion,
        PinnedKey tagKey,
        SealingWatch watch,
        Func<int, PinnedKey?> later
    )
    {
        tag = tagKey;
        secrets = new PersonSecrets(
            owner,
            currentVersion,
            Data,
            tagKey,
            watch,
            () => Age >= PersonKeys.Lifetime,
            version => later(version) is { } key ? Keep(version, key) : null
        );
    }

    public void Dispose()
    {
        end.Dispose();
        Clear();
    }

    private PinnedKey Keep(int version, PinnedKey key)
    {
        var kept = Data.GetOrAdd(version, key);
        if (kept != key)
            key.Dispose();
        // The timer may have gone off meanwhile: what came after it is cleared here.
        if (Age >= PersonKeys.Lifetime)
            Clear();
        return kept;
    }

    private void Clear()
    {
        foreach (var key in Data.Values)
            key.Dispose();
        tag?.Dispose();
        end.Dispose();
    }
}
