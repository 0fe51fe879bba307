using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using HealthRecord.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace HealthRecord.Benchmarks;

/// <summary>The product's services on a SQLite database of their own and a clock that runs, without workers.</summary>
internal static class BenchHost
{
    public static Task<RecordHost> OpenAsync(CancellationToken ct) =>
        RecordHost.OpenAsync(
            Database.Sqlite,
            services =>
            {
                services.AddSingleton<TimeProvider>(new RunningClock());
                services.AddSingleton<IBackgroundJobClient, NoWorkers>();
            },
            ct: ct
        );

    /// <summary>The benchmark runs the job itself, when its clock has started.</summary>
    private sealed class NoWorkers : IBackgroundJobClient
    {
        public string Create(Job job, IState state) => "1";

        public bool ChangeState(string jobId, IState state, string expectedState) => true;
    }
}
