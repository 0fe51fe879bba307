using System.Diagnostics;

namespace HealthRecord.Features.Accounts.Guessing;

/// <summary>Answers a form no sooner than a fixed time, so that what was done for a known address cannot be heard on the clock.</summary>
internal sealed class EvenAnswer(LimitOptions limits)
{
    public async Task<T> WaitAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await work();
        var left =
            TimeSpan.FromMilliseconds(limits.AnswerMilliseconds)
            - Stopwatch.GetElapsedTime(started);
        // Real time on purpose: a stranger's clock is no TimeProvider.
        if (left > TimeSpan.Zero)
            await Task.Delay(left, ct);
        return answer;
    }
}
