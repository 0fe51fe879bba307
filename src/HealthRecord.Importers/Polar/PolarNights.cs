using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Polar;

/// <summary>Nights: the time in bed and its stages; and what is said of a night by its date (score, heart rate variability).</summary>
/// <remarks>
/// A stage lasts until the next change. The last change may lie at the end or behind it and only says that the night is over: it
/// is merged into the night.
/// </remarks>
internal sealed class PolarNights(FormatRun run)
{
    private const long LongestMs = 2 * 86_400_000L;
    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private static readonly NumberField Score = NumberField.Of("sleep-score");
    private static readonly NumberField Rmssd = NumberField.Of("hrv-rmssd");

    private readonly Handover handover = new(run.Context, run.Sink);

    public void Read(SourceFile file)
    {
        using var text = file.OpenText();
        new JsonItems
        {
            Item = (path, item) =>
            {
                if (path.Length == 0)
                    Take(item);
            },
        }.Read(text, run.Stop);
    }

    private void Take(JsonElement item)
    {
        if (item.Get("sleepResult").Get("hypnogram") is { } hypnogram)
            TakeNight(hypnogram, item.Text("night"));
        else if (!LocalDay.TryDay(item.Text("night"), out var night))
            handover.Refuse("night", RefusalReason.Date, item.Text("night"));
        else
            TakeFigures(item, night);
    }

    private void TakeFigures(JsonElement item, DateOnly night)
    {
        var (start, end) = LocalDay.Of(night, run.Context.Zones);
        var where = new Found("night", Stage, PolarSessions.Source, start, end, default)
        {
            Identity = new($"polar-night-{night:yyyy-MM-dd}", 0),
        };
        var score = item.Get("sleepScoreResult").Get("sleepScore").Text();
        var rmssd = item.Text("meanNightlyRecoveryRmssd");
        handover.Take(where with { Origin = "night/sleepScore" }, Score, score);
        handover.Take(where with { Origin = "night/meanNightlyRecoveryRmssd" }, Rmssd, rmssd);
        if (score is null && rmssd is null)
            handover.Refuse("night", RefusalReason.UnknownType, item.Text("night"));
    }

    private void TakeNight(JsonElement hypnogram, string? night)
    {
        if (
            !IsoTime.TryParse(hypnogram.Text("sleepStart"), out var start)
            || !IsoTime.TryParse(hypnogram.Text("sleepEnd"), out var end)
            || start.Offset is null
            || end.Offset is null
        )
        {
            handover.Refuse("sleep", RefusalReason.Date, hypnogram.Text("sleepStart") ?? night);
            return;
        }
        if (end.Ms - start.Ms > LongestMs)
        {
            handover.Refuse("sleep", RefusalReason.Impossible, hypnogram.Text("sleepEnd"));
            return;
        }
        var where = new Found(
            "sleep",
            Stage,
            PolarSessions.Source,
            start.Ms,
            end.Ms,
            Stage.Code("in-bed")
        )
        {
            Zone = start.Zone,
        };
        if (!handover.Take(where))
            return;
        var changes = hypnogram.Items("sleepStateChanges").ToList();
        for (var i = 0; i < changes.Count; i++)
            TakeStage(where, changes[i], i + 1 < changes.Count ? changes[i + 1] : null);
    }

    private void TakeStage(in Found night, JsonElement change, JsonElement? next)
    {
        const string origin = "sleep/state";
        var state = change.Text("state");
        var offset = PolarSessions.LengthOf(change.Text("offsetFromStart"));
        if (offset is null)
        {
            handover.Refuse(origin, RefusalReason.Date, change.Text("offsetFromStart"));
            return;
        }
        var start = night.StartMs + offset.Value;
        if (start >= night.EndMs)
        {
            handover.Merged(origin, 1);
            return;
        }
        var end = PolarSessions.LengthOf(next.Get("offsetFromStart").Text()) is { } until
            ? Math.Min(night.StartMs + until, night.EndMs)
            : night.EndMs;
        var code = state switch
        {
            "WAKE" => "awake",
            "REM" => "rem",
            "NONREM3" => "deep",
            "NONREM1" or "NONREM2" or "NONREM12" => "light",
            _ => null,
        };
        if (code is null)
            handover.Refuse(
                origin,
                state == "UNKNOWN" ? RefusalReason.Sentinel : RefusalReason.Code,
                state
            );
        else
            handover.Take(
                night with
                {
                    Origin = origin,
                    StartMs = start,
                    EndMs = end,
                    Value = Stage.Code(code),
                }
            );
    }
}
