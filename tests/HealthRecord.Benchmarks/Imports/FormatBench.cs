using System.Diagnostics;
using HealthRecord.Domain.Time;
using HealthRecord.Importers;
using HealthRecord.TestKit;

namespace HealthRecord.Benchmarks;

/// <summary>Every format: records a second and what memory grows by, from the file to readings that nobody keeps.</summary>
internal static class FormatBench
{
    /// <summary>What an import may grow by, whatever the format (DESIGN section 8).</summary>
    private const double MostMegabytes = 250;

    public static Task<IReadOnlyList<Measured>> RunAsync(int records, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("healthrecord-bench-").FullName;
        try
        {
            var lines = new List<Measured>();
            foreach (var format in FormatFiles.All)
            {
                ct.ThrowIfCancellationRequested();
                var path = Path.Combine(folder, "file");
                format.Write(path, records);
                lines.Add(Measure(format.Name, path, ct));
                File.Delete(path);
            }
            return Task.FromResult<IReadOnlyList<Measured>>(lines);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Measured Measure(string name, string path, CancellationToken ct)
    {
        // What memory grows by shows in a process that has not read such a file yet; how quick it is, in the next pass.
        var (_, _, growth) = Pass(path, ct);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var (taken, seconds, again) = Pass(path, ct);
        var memory = Math.Max(growth, again);
        var size = new FileInfo(path).Length / 1e6;
        return new(
            $"read {name}, {taken / 1000.0:0} k records, {size:0.#} MB",
            $"under {MostMegabytes:0} MB",
            $"{taken / seconds / 1000:0} k records/s, {memory / 1e6:0} MB",
            memory / 1e6 < MostMegabytes
        );
    }

    private static (long Taken, double Seconds, double Memory) Pass(
        string path,
        CancellationToken ct
    )
    {
        var context = GeneratedExport.Context with { Zones = ZoneTimeline.Of("Europe/Paris") };
        while (true)
        {
            var before = Environment.WorkingSet;
            var peak = 0L;
            var sink = new CountingSink(() =>
                peak = Math.Max(peak, Environment.WorkingSet - before)
            );
            var watch = Stopwatch.StartNew();
            try
            {
                using var file = File.OpenRead(path);
                FileImport.Read(file, context, sink, ct);
                peak = Math.Max(peak, Environment.WorkingSet - before);
                return (sink.Taken, watch.Elapsed.TotalSeconds, peak);
            }
            catch (ImportQuestionException e)
            {
                // A person says yes to what is proposed, or to the first answer; the pass that counts is the one after.
                var answer = e.Question.Proposal ?? e.Question.Choices[0].Value;
                context = context with
                {
                    Answers = new Dictionary<string, string>(
                        context.Answers,
                        StringComparer.Ordinal
                    )
                    {
                        [e.Question.Id] = answer,
                    },
                };
            }
        }
    }
}
