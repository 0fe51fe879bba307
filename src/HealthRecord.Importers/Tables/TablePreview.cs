using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>What the first rows of a table become when it is read as somebody says: by the same code that reads the file.</summary>
/// <param name="Readings">The first of them, as they would be kept.</param>
/// <param name="Refused">Cells of the first rows that would not be, under the names of their columns.</param>
public sealed record TablePreview(
    IReadOnlyList<IncomingReading> Readings,
    IReadOnlyList<Refusal> Refused
)
{
    public static TablePreview None { get; } = new([], []);

    /// <param name="said">Without a fault; otherwise nothing is shown.</param>
    /// <param name="proposal">Of the same file, with its first rows.</param>
    /// <param name="most">How many readings at most.</param>
    public static TablePreview Of(
        TableDescription said,
        TableDescription proposal,
        ImportContext context,
        int most
    )
    {
        if (
            TableAnswer.Faults(said, proposal).Count > 0
            || TablePlan.Of(said.ToJson(), proposal) is not { } plan
        )
            return None;
        var rows = (proposal.Sample ?? [])
            .Select((cells, i) => new TableRow(cells, plan.HeaderLine + 1 + i))
            .ToList();
        var sink = new FirstOnes(most);
        new TableImport(
            new TableSource("", isText: true, () => rows),
            plan,
            new FormatRun(context, sink, () => 0, CancellationToken.None)
        ).Read();
        return new(sink.Readings, sink.Refused);
    }

    private sealed class FirstOnes(int most) : IImportSink
    {
        public List<IncomingReading> Readings { get; } = [];
        public List<Refusal> Refused { get; } = [];

        public void Take(in IncomingReading reading)
        {
            if (Readings.Count < most)
                Readings.Add(reading);
        }

        public void Take(IncomingWorkout workout) { }

        public void Take(IncomingTrace trace) { }

        public void Merged(string origin, int records) { }

        public void Refuse(in Refusal refusal) => Refused.Add(refusal);

        public void Withdraw(Retraction word) { }

        public void Warn(string key, params IReadOnlyList<string> arguments) { }

        public void BornOn(DateOnly day) { }

        public void Progress(long bytesRead) { }
    }
}
