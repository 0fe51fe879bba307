using System.Threading.Channels;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Letters on their way. In memory for now: what is not sent when the process dies is lost, and the reader asks again.</summary>
internal sealed class Outbox
{
    private readonly Channel<Letter> letters = Channel.CreateUnbounded<Letter>();
    private readonly Lock gate = new();
    private TaskCompletionSource idle = Finished();
    private int waiting;

    public void Post(Letter letter)
    {
        lock (gate)
            if (waiting++ == 0)
                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        letters.Writer.TryWrite(letter);
    }

    /// <summary>Ends when nothing is on its way any more; for tests and for shutting down.</summary>
    public Task WhenIdleAsync(CancellationToken ct)
    {
        lock (gate)
            return idle.Task.WaitAsync(ct);
    }

    internal IAsyncEnumerable<Letter> ReadAsync(CancellationToken ct) =>
        letters.Reader.ReadAllAsync(ct);

    internal bool TryRead(out Letter letter) => letters.Reader.TryRead(out letter!);

    internal void Delivered()
    {
        lock (gate)
            if (--waiting == 0)
                idle.TrySetResult();
    }

    private static TaskCompletionSource Finished()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
