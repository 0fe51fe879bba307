using System.Diagnostics;
using HealthRecord.TestKit;

namespace HealthRecord.Benchmarks;

/// <summary>Real time that begins on the day of the generated data, so that none of it lies in the future of any machine.</summary>
internal sealed class RunningClock : TimeProvider
{
    private readonly long started = Stopwatch.GetTimestamp();

    public override DateTimeOffset GetUtcNow() =>
        RecordHost.Start.AddMinutes(1) + Stopwatch.GetElapsedTime(started);
}
