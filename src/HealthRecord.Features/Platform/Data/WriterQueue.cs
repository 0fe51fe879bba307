namespace HealthRecord.Features.Platform.Data;

/// <summary>One writer at a time, in the order of asking. SQLite lets one write anyway; a queue makes it fair and short.</summary>
internal sealed class WriterQueue : IDisposable
{
    // Longer than the longest import commit; a turn that never comes is a use case that waits for itself.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // SemaphoreSlim hands its slot to the longest waiting asynchronous caller.
    private readonly SemaphoreSlim slot = new(1, 1);

    public int Waiting => waiting;

    private int waiting;

    /// <exception cref="TimeoutException">No turn within a minute.</exception>
    public async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            if (!await slot.WaitAsync(Patience, ct))
                throw new TimeoutException("No turn to write within a minute.");
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
        return new Turn(slot);
    }

    public void Dispose() => slot.Dispose();

    private sealed class Turn(SemaphoreSlim slot) : IDisposable
    {
        private SemaphoreSlim? held = slot;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
