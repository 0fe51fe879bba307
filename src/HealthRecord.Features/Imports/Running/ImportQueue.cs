using Hangfire;
using HealthRecord.Domain;

namespace HealthRecord.Features.Imports;

/// <summary>Hands a waiting run to the worker. The argument is an id and nothing else.</summary>
internal sealed class ImportQueue(IBackgroundJobClient jobs)
{
    public void Enqueue(ImportId run) =>
        jobs.Enqueue<ImportJob>(job => job.RunAsync(run.Value, CancellationToken.None));

    public void Enqueue(ImportId run, TimeSpan wait) =>
        jobs.Schedule<ImportJob>(job => job.RunAsync(run.Value, CancellationToken.None), wait);
}
