using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Omron;

/// <summary>Lets an average and its three parts count once: what the device averaged is part of the average.</summary>
/// <remarks>
/// Parts are told by what they are: three measurements in a row within minutes of a row marked as average, whose mean it is.
/// Where no such three stand, the average is a reading like any other and nothing is taken from it.
/// </remarks>
internal sealed class TruReadSink(IImportSink sink, IReadOnlySet<long> averages) : IImportSink
{
    /// <summary>Of a diary that has averages; past it those at hand are judged and let go.</summary>
    private const int Most = 100_000;

    /// <summary>Three measurements with up to two minutes between them, and times of whole minutes.</summary>
    private const long WindowMs = 10 * 60_000;
    private const int Parts = 3;

    /// <summary>Readings that are looked at around one average.</summary>
    private const int MostAround = 32;

    private readonly List<IncomingReading> held = [];

    public long Averages { get; private set; }
    public long PartsMerged { get; private set; }

    public void Take(in IncomingReading reading)
    {
        if (averages.Count == 0)
        {
            sink.Take(reading);
            return;
        }
        held.Add(reading);
        if (held.Count == Most)
            Finish();
    }

    /// <summary>Gives on what was held, in the order of the file.</summary>
    public void Finish()
    {
        var parts = new HashSet<long>();
        var byTime = held.OrderBy(r => r.StartMs).ThenBy(r => r.Line).ToList();
        for (var i = 0; i < byTime.Count; i++)
        {
            if (!averages.Contains(byTime[i].Line) || parts.Contains(byTime[i].Line))
                continue;
            Averages++;
            parts.UnionWith(PartsOf(byTime, i, parts).Select(r => r.Line));
        }
        foreach (var reading in held)
        {
            if (parts.Contains(reading.Line))
                sink.Merged(reading.Origin, 1);
            else
                sink.Take(reading);
        }
        PartsMerged += parts.Count;
        held.Clear();
    }

    private static IEnumerable<IncomingReading> PartsOf(
        List<IncomingReading> byTime,
        int at,
        HashSet<long> taken
    )
    {
        var average = byTime[at];
        var from = Math.Max(0, at - MostAround);
        var around = byTime
            .GetRange(from, Math.Min(byTime.Count, at + MostAround) - from)
            .Where(r =>
                r.Line != average.Line
                && !taken.Contains(r.Line)
                && Math.Abs(r.StartMs - average.StartMs) <= WindowMs
            )
            .ToList();
        for (var i = 0; i + Parts <= around.Count; i++)
        {
            var three = around.GetRange(i, Parts);
            if (
                IsMean(average, three, r => r.Value.ToDouble())
                && IsMean(average, three, r => r.Parts?.Rest[0]?.ToDouble() ?? double.NaN)
            )
                return three;
        }
        return [];
    }

    /// <summary>To a whole number, whichever way the device rounds.</summary>
    private static bool IsMean(
        IncomingReading average,
        List<IncomingReading> three,
        Func<IncomingReading, double> number
    ) => Math.Abs(three.Average(number) - number(average)) < 1;

    public void Take(IncomingWorkout workout) => sink.Take(workout);

    public void Take(IncomingTrace trace) => sink.Take(trace);

    public void Merged(string origin, int records) => sink.Merged(origin, records);

    public void Refuse(in Refusal refusal) => sink.Refuse(refusal);

    public void Withdraw(Retraction word) => sink.Withdraw(word);

    public void Warn(string key, params IReadOnlyList<string> arguments) =>
        sink.Warn(key, arguments);

    public void BornOn(DateOnly day) => sink.BornOn(day);

    public void Progress(long bytesRead) => sink.Progress(bytesRead);
}
