using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Benchmarks;

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class CountingSink(Action progressed) : IImportSink
{
    public long Taken { get; private set; }

    public void Take(in IncomingReading reading) => Taken++;

    public void Take(IncomingWorkout workout) => Taken++;

    public void Take(IncomingTrace trace) => Taken++;

    public void Merged(string origin, int records) => Taken += records;

    public void Refuse(in Refusal refusal) => Taken++;

    public void Withdraw(Retraction word) { }

    public void Warn(string key, params IReadOnlyList<string> arguments) { }

    public void BornOn(DateOnly day) { }

    public void Progress(long bytesRead) => progressed();
}
