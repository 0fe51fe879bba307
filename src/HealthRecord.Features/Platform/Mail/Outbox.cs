using System.Threading.Channels;

namespace HealthRecord.Features.Platform.Mail;

/// <summary>Letters on their way: in memory for the worker, and sealed on the disk until they left, so that a crash loses none.</summary>
internal sealed class Outbox(OutboxFolder folder)
{
    private readonly Channel<PostedLetter> letters = Channel.CreateUnbounded<PostedLetter>();
    private readonly List<PostedLetter> waiting = [];
    private readonly Lock gate = new();
    private TaskCompletionSource idle = Finished();

    /// <summary>What has been posted and did not leave yet, oldest first.</summary>
    internal IReadOnlyList<Letter> Waiting
    {
        get
        {
            lock (gate)
                return waiting.ConvertAll(w => w.Letter);
        }
    }

    public void Post(Letter letter) => Add(new PostedLetter(letter, folder.Keep(letter)));

    /// <summary>Takes up what an earlier process left. Called once, before anything is sent.</summary>
    public void TakeUp()
    {
        List<string?> known;
        lock (gate)
            known = waiting.ConvertAll(w => w.File);
        foreach (
            var left in folder.Left().Where(l => !known.Contains(l.File, StringComparer.Ordinal))
        )
            Add(left);
    }

    /// <summary>Ends when nothing is on its way any more; for tests and for shutting down.</summary>
    public Task WhenIdleAsync(CancellationToken ct)
    {
        lock (gate)
            return idle.Task.WaitAsync(ct);
    }

    internal IAsyncEnumerable<PostedLetter> ReadAsync(CancellationToken ct) =>
        letters.Reader.ReadAllAsync(ct);

    internal bool TryRead(out PostedLetter letter) => letters.Reader.TryRead(out letter!);

    /// <param name="left">Whether it reached the mail server; otherwise the next process tries again.</param>
    internal void Done(PostedLetter letter, bool left)
    {
        if (left)
            OutboxFolder.Forget(letter.File);
        lock (gate)
        {
            waiting.Remove(letter);
            if (waiting.Count == 0)
                idle.TrySetResult();
        }
    }

    private void Add(PostedLetter letter)
    {
        lock (gate)
        {
            if (waiting.Count == 0)
                idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add(letter);
        }
        letters.Writer.TryWrite(letter);
    }

    private static TaskCompletionSource Finished()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}

/// <param name="File">Where its sealed copy lies; null when the disk refused it.</param>
internal sealed record PostedLetter(Letter Letter, string? File);
