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

    public Dictionary<int, PinnedKey> Data { get; } = [];

    /// <summary>Measured by the monotonic clock: setting the time back keeps no key alive.</summary>
    public TimeSpan Age => clock.GetElapsedTime(since);

    public PersonSecrets Secrets =>
        secrets ?? throw new InvalidOperationException("The keys are not unwrapped yet.");

    public void Ready(Guid owner, int currentVersion, PinnedKey tagKey, SealingWatch watch)
    {
        tag = tagKey;
        secrets = new PersonSecrets(
            owner,
            currentVersion,
            Data,
            tagKey,
            watch,
            () => Age >= PersonKeys.Lifetime
        );
    }

    public void Dispose()
    {
        end.Dispose();
        Clear();
    }

    private void Clear()
    {
        foreach (var key in Data.Values)
            key.Dispose();
        tag?.Dispose();
        end.Dispose();
    }
}
