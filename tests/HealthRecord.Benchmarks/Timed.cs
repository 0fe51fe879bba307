using System.Diagnostics;

namespace HealthRecord.Benchmarks;

/// <summary>What a piece of work took: by the clock on the wall, of all processors, and of memory above what there was.</summary>
internal readonly record struct Cost(double Seconds, double CpuSeconds, double Megabytes);

/// <summary>Runs work and watches what it takes. On a busy machine the processor time is the fairer number.</summary>
internal static class Timed
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    public static async Task<Cost> RunAsync(Func<Task> work)
    {
        Settle();
        using var process = Process.GetCurrentProcess();
        var before = Environment.WorkingSet;
        using var done = new CancellationTokenSource();
        var peak = PeakAsync(done.Token);
        var cpu = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await work();
        var seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        var spent = (process.TotalProcessorTime - cpu).TotalSeconds;
        await done.CancelAsync();
        return new(seconds, spent, (await peak - before) / 1e6);
    }

    public static Task<Cost> RunAsync(Action work) =>
        RunAsync(() =>
        {
            work();
            return Task.CompletedTask;
        });

    /// <summary>Gives back what the last measurement left, so that the next one pays for itself.</summary>
    public static void Settle()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    private static Task<long> PeakAsync(CancellationToken ct) =>
        Task.Factory.StartNew(
            () =>
            {
                var peak = 0L;
                do peak = Math.Max(peak, Environment.WorkingSet);
                while (!ct.WaitHandle.WaitOne(Look));
                return Math.Max(peak, Environment.WorkingSet);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
}
