using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers;

namespace HealthRecord.Benchmarks;

/// <summary>Takes everything and keeps nothing.</summary>
internal sealed class CountingSink(Action progressed) : IImportSink
{
    public long Taken { get; private set; }

    /// <summary>Of traces that are read and not kept.</summary>
    public long Samples { get; private set; }

    public void Take(in IncomingReading reading) => Taken++;

    public void Take(IncomingWorkout workout) => Taken++;

    public void Take(IncomingTrace trace) => Taken++;

    public void Merged(string origin, int records) => Taken += records;

    public void Refuse(in Refusal refusal) => Taken++;

    public void Withdraw(Retraction word) { }

    public void Warn(string key, params IReadOnlyList<string> arguments)
    {
        if (key == "import.not-imported.ecg-samples")
            Samples += long.Parse(arguments[1], CultureInfo.InvariantCulture);
    }

    public void BornOn(DateOnly day) { }

    public void Progress(long bytesRead) => progressed();
}
