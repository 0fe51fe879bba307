using Hangfire;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>Hands a connection to the worker. The argument is an id and nothing else.</summary>
internal sealed class FetchQueue(IBackgroundJobClient jobs)
{
    public void Enqueue(ConnectionId connection) =>
        jobs.Enqueue<FetchConnection>(job =>
            job.RunAsync(connection.Value, CancellationToken.None)
        );
}
