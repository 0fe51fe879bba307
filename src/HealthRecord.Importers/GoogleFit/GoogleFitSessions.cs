using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.GoogleFit;

/// <summary>The files of <c>All Sessions</c>: one session each, of sleep or of sport.</summary>
internal sealed class GoogleFitSessions(FormatRun run, Handover handover)
{
    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private static readonly NumberField Energy = NumberField.Of("active-energy", "kcal");
    private static readonly NumberField Steps = NumberField.Of("steps");
    private static readonly NumberField Distance = NumberField.Of("distance", "m");
    private static readonly SourceKey Source = GoogleFitFormat.SourceOf(null);

    private readonly List<(string Path, JsonElement Item)> segments = [];

    public void Read(SourceFile file, Stream content)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        segments.Clear();
        using var text = file.OpenText();
        new JsonItems
        {
            // Bounded by the file: a session has some dozens of them.
            Item = (path, item) =>
            {
                if (segments.Count < 100_000)
                    segments.Add((path, item.Clone()));
            },
            Value = (path, value) => fields[path] = ((JsonElement?)value).Text() ?? "",
        }.Read(text, run.Stop);

        var activity = fields.GetValueOrDefault("fitnessActivity", "");
        var origin = activity == "sleep" ? "session/sleep" : "session";
        if (
            !IsoTime.TryParse(fields.GetValueOrDefault("startTime"), out var start)
            || !IsoTime.TryParse(fields.GetValueOrDefault("endTime"), out var end)
        )
            handover.Refuse(origin, RefusalReason.Date, fields.GetValueOrDefault("startTime"));
        else if (activity is "in_vehicle" or "still" or "unknown" or "tilting")
            handover.Refuse(origin, RefusalReason.NotAMeasurement, activity);
        else if (activity == "sleep" || activity.StartsWith("sleep.", StringComparison.Ordinal))
            TakeSleep(origin, start.Ms, end.Ms);
        else
            TakeWorkout(activity, start.Ms, end.Ms);
    }

    private void TakeSleep(string origin, long startMs, long endMs)
    {
        handover.Take(new Found(origin, Stage, Source, startMs, endMs, Stage.Code("in-bed")));
        foreach (var (path, segment) in segments)
        {
            // What the body burned meanwhile is a sum over points that are read.
            if (path != "segment")
            {
                handover.Merged($"{origin}/{path}", 1);
                continue;
            }
            var level = segment.Text("fitnessActivity") ?? "";
            var code = level switch
            {
                "sleep.light" => "light",
                "sleep.deep" => "deep",
                "sleep.rem" => "rem",
                "sleep.awake" or "awake" => "awake",
                "sleep" => "asleep-unspecified",
                _ => null,
            };
            if (
                !IsoTime.TryParse(segment.Text("startTime"), out var from)
                || !IsoTime.TryParse(segment.Text("endTime"), out var to)
            )
                handover.Refuse($"{origin}/segment", RefusalReason.Date, segment.Text("startTime"));
            else if (code is null)
                handover.Refuse($"{origin}/segment", RefusalReason.Code, level);
            else
                handover.Take(
                    new Found($"{origin}/segment", Stage, Source, from.Ms, to.Ms, Stage.Code(code))
                );
        }
    }

    private void TakeWorkout(string activity, long startMs, long endMs)
    {
        var totals = new Totals();
        foreach (var (_, aggregate) in segments.Where(s => s.Path == "aggregate"))
        {
            var amount = aggregate.Text("floatValue") ?? aggregate.Text("intValue");
            switch (aggregate.Text("metricName"))
            {
                case "com.google.calories.expended":
                    totals.Add("sum", Energy, amount);
                    break;
                case "com.google.step_count.delta":
                    totals.Add("sum", Steps, amount);
                    break;
                case "com.google.distance.delta":
                    totals.Add("sum", Distance, amount);
                    break;
                default:
                    break;
            }
        }
        handover.Take(
            new IncomingWorkout(
                Source,
                ActivityNames.Of(activity),
                startMs,
                endMs - startMs,
                totals.All,
                null,
                null,
                "session",
                0
            )
        );
    }
}
