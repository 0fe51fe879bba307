using System.Diagnostics;
using HealthRecord.Domain.Time;
using HealthRecord.Importers;

namespace HealthRecord.Benchmarks;

/// <summary>Reads one file as its import would, twice: what the first pass compiled, the second does not wait for.</summary>
internal static class OneFile
{
    public static FormatPass Read(string path)
    {
        using var self = Process.GetCurrentProcess();
        var (taken, seconds, processors) = (0L, 0.0, 0.0);
        if (new FileInfo(path).Length > 0)
        {
            var context = Answered(path);
            var before = self.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            taken = Pass(path, context);
            seconds = watch.Elapsed.TotalSeconds;
            self.Refresh();
            processors = (self.TotalProcessorTime - before).TotalSeconds;
        }
        self.Refresh();
        return new(taken, seconds, processors, self.PeakWorkingSet64, 0);
    }

    private static long Pass(string path, ImportContext context)
    {
        using var file = File.OpenRead(path);
        var sink = new CountingSink(() => { });
        FileImport.Read(file, context, sink, default);
        return sink.Samples > 0 ? sink.Samples : sink.Taken;
    }

    /// <summary>A person says yes to what is proposed, or to the first answer.</summary>
    private static ImportContext Answered(string path)
    {
        var context = GeneratedExport.Context with { Zones = ZoneTimeline.Of("Europe/Paris") };
        while (true)
            try
            {
                Pass(path, context);
                return context;
            }
            catch (ImportQuestionException e)
            {
                context = context with
                {
                    Answers = new Dictionary<string, string>(
                        context.Answers,
                        StringComparer.Ordinal
                    )
                    {
                        [e.Question.Id] = e.Question.Proposal ?? e.Question.Choices[0].Value,
                    },
                };
            }
    }
}
