using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests;

public sealed class StoppingTests
{
    private static readonly ImportContext Context = new(
        new ImportLimits(1L << 30),
        new DateTimeOffset(ImportedFile.Now).ToUnixTimeMilliseconds(),
        null
    );

    [Fact]
    public void A_stopped_import_stops()
    {
        using var stop = new CancellationTokenSource();
        var sink = new Interrupting(500, stop.Cancel);
        Assert.ThrowsAny<OperationCanceledException>(() =>
            FileImport.Read(new MemoryStream(AppleExports.Zip(20_000)), Context, sink, stop.Token)
        );
        Assert.InRange(sink.Taken, 500, 3_000);
    }

    [Fact]
    public void A_failure_of_whoever_takes_the_readings_comes_back_as_it_is()
    {
        var file = new MemoryStream(AppleExports.Zip(20_000));
        var sink = new Interrupting(500, () => throw new TimeoutException());
        Assert.Throws<TimeoutException>(() =>
            FileImport.Read(file, Context, sink, TestContext.Current.CancellationToken)
        );
        // Nobody reads it any more, and it is still open for whoever opened it.
        Assert.True(file.CanRead);
    }

    private sealed class Interrupting(int after, Action interrupt) : IImportSink
    {
        public int Taken { get; private set; }

        public void Take(in IncomingReading reading)
        {
            if (++Taken == after)
                interrupt();
        }

        public void Take(IncomingWorkout workout) { }

        public void Take(IncomingTrace trace) { }

        public void Merged(string origin, int records) { }

        public void Refuse(in Refusal refusal) { }

        public void Withdraw(Retraction word) { }

        public void Warn(string key, params IReadOnlyList<string> arguments) { }

        public void BornOn(DateOnly day) { }

        public void Progress(long bytesRead) { }
    }
}
