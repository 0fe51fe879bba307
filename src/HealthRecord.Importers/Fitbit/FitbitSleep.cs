using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Fitbit;

/// <summary>Logs of sleep: the time in bed as one reading under <c>sleep</c>, and each stage as one under its own name.</summary>
/// <remarks>
/// Their wall clock is that of the start, all night long. The short wake periods of <c>shortData</c> lie over the stages:
/// they are part of what has been told and are not added.
/// </remarks>
internal sealed class FitbitSleep(FormatRun run, Handover handover)
{
    private const long LongestMs = 7 * 86_400_000L;
    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private long naps;
    private long unsure;

    public void Read(SourceFile file, Stream content)
    {
        using var text = file.OpenText();
        var times = new LocalTimes(run.Context.Zones);
        new JsonItems { Item = (_, log) => Read(log, times) }.Read(text, run.Stop);
        unsure += times.Unsure;
    }

    public void Finish()
    {
        if (naps > 0)
            run.Warn(Warnings.Naps, naps);
        if (unsure > 0)
            run.Warn(Warnings.RepeatedHour, unsure);
    }

    /// <summary>The word of Fitbit and Google; null for one that is new.</summary>
    /// <remarks>Who is restless does not sleep by Fitbit's own sums.</remarks>
    internal static string? CodeOf(string? level) =>
        level?.ToLowerInvariant() switch
        {
            "deep" => "deep",
            "light" => "light",
            "rem" => "rem",
            "wake" or "awake" or "restless" => "awake",
            "asleep" => "asleep-unspecified",
            _ => null,
        };

    private void Read(JsonElement log, LocalTimes times)
    {
        if (!IsoTime.TryParse(log.Text("startTime"), out var start))
        {
            handover.Refuse("sleep", RefusalReason.Date, log.Text("startTime"));
            return;
        }
        var startMs = times.ToMs(start.Local, newestFirst: true);
        var length =
            log.Whole("duration")
            ?? (IsoTime.TryParse(log.Text("endTime"), out var end) ? end.Ms - start.Ms : 0);
        if (length is <= 0 or > LongestMs)
        {
            handover.Refuse("sleep", RefusalReason.EndBeforeStart, log.Text("endTime"));
            return;
        }
        if (log.Get("mainSleep") is { ValueKind: JsonValueKind.False })
            naps++;
        handover.Take(
            new Found(
                "sleep",
                Stage,
                FitbitFormat.Source,
                startMs,
                startMs + length,
                Stage.Code("in-bed")
            )
            {
                Identity = log.Text("logId") is { } id ? new($"fitbit-sleep-{id}", 0) : null,
            }
        );
        foreach (var stage in log.Get("levels").Get("data").Items())
            Take(stage, start, startMs);
        var overlaid = log.Get("levels").Get("shortData").Items().Count();
        if (overlaid > 0)
            handover.Merged("sleep/shortData", overlaid);
    }

    private void Take(JsonElement stage, IsoTime logStart, long logStartMs)
    {
        var level = stage.Text("level");
        var origin = $"sleep/{level ?? "?"}";
        if (origin.Length > 40)
            origin = "sleep/?";
        if (!IsoTime.TryParse(stage.Text("dateTime"), out var at))
            handover.Refuse(origin, RefusalReason.Date, stage.Text("dateTime"));
        else if (CodeOf(level) is not { } code)
            handover.Refuse(origin, RefusalReason.Code, level);
        else if (stage.Whole("seconds") is not (>= 0 and < LongestMs / 1000 and var seconds))
            handover.Refuse(origin, RefusalReason.Incomplete, stage.Text("seconds"));
        else
        {
            var ms = logStartMs + (at.Ms - logStart.Ms);
            handover.Take(
                new Found(
                    origin,
                    Stage,
                    FitbitFormat.Source,
                    ms,
                    ms + (seconds * 1000),
                    Stage.Code(code)
                )
            );
        }
    }
}
