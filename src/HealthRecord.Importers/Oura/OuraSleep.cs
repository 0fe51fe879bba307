using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Oura;

/// <summary>
/// A period of sleep: the time in bed as one reading under <c>sleep</c>, its stages from a digit for each five minutes, and the
/// heart in between.
/// </summary>
/// <remarks>
/// A day has several. Only <c>long_sleep</c> is the night; naps are sleep too and are counted for a sentence; <c>rest</c> is
/// what the ring itself thinks was none. Of the digits, those that go on with the stage before are merged into its reading.
/// </remarks>
internal sealed class OuraSleep(FormatRun run)
{
    private const long PhaseMs = 5 * 60_000;
    private const long LongestMs = 2 * 86_400_000L;

    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");
    private static readonly NumberField Rmssd = NumberField.Of("hrv-rmssd");
    private static readonly NumberField Resting = NumberField.Of("resting-heart-rate");
    private static readonly NumberField Breath = NumberField.Of("respiratory-rate");

    private readonly Handover handover = new(run.Context, run.Sink);
    private long naps;

    public void Finish()
    {
        if (naps > 0)
            run.Warn(Warnings.Naps, naps);
    }

    public void Take(JsonElement item, long line)
    {
        if (
            !IsoTime.TryParse(item.Text("bedtime_start"), out var start)
            || !IsoTime.TryParse(item.Text("bedtime_end"), out var end)
        )
        {
            handover.Refuse("sleep", RefusalReason.Date, item.Text("bedtime_start"), line);
            return;
        }
        var type = item.Text("type") ?? "long_sleep";
        if (type is "rest" or "deleted")
        {
            handover.Refuse(
                "sleep",
                type == "rest" ? RefusalReason.NotAMeasurement : RefusalReason.Withdrawn,
                $"{type} {item.Text("bedtime_start")}",
                line
            );
            return;
        }
        if (type != "long_sleep")
            naps++;
        var where = new Found(
            "sleep",
            Stage,
            OuraItems.Source,
            start.Ms,
            end.Ms,
            Stage.Code("in-bed")
        )
        {
            Zone = start.Zone,
            Line = line,
        };
        if (end.Ms - start.Ms > LongestMs)
        {
            handover.Refuse("sleep", RefusalReason.Impossible, item.Text("bedtime_end"), line);
            return;
        }
        var identity = item.Text("id") is { } id ? new ExternalIdentity($"oura-{id}", 0) : null;
        if (!handover.Take(where with { Identity = identity }))
            return;
        TakePhases(where, item.Text("sleep_phase_5_min") ?? item.Text("hypnogram_5_min") ?? "");
        TakeSeries(where with { Origin = "sleep/heart_rate" }, HeartRate, item.Get("heart_rate"));
        var hrv = item.Get("hrv").Get("items").Items().Any();
        TakeSeries(where with { Origin = "sleep/hrv" }, Rmssd, item.Get("hrv"));
        // The mean of the series is not another measurement.
        var mean = where with
        {
            Origin = "sleep/average_hrv",
            Identity = identity,
        };
        if (hrv)
            handover.RefuseField(mean, item.Text("average_hrv"), RefusalReason.NotAMeasurement);
        else
            handover.Take(mean, Rmssd, item.Text("average_hrv"));
        handover.Take(
            where with
            {
                Origin = "sleep/average_breath",
                Identity = identity,
            },
            Breath,
            item.Text("average_breath")
        );
        // Oura's word for the heart rate at rest; of a nap it is none.
        var lowest = where with
        {
            Origin = "sleep/lowest_heart_rate",
            Identity = identity,
        };
        if (type == "long_sleep")
            handover.Take(lowest, Resting, item.Text("lowest_heart_rate"));
        else
            handover.RefuseField(
                lowest,
                item.Text("lowest_heart_rate"),
                RefusalReason.NotAMeasurement
            );
    }

    private void TakePhases(in Found sleep, string phases)
    {
        var where = sleep with { Origin = "sleep/sleep_phase_5_min" };
        for (var i = 0; i < phases.Length; )
        {
            var next = i + 1;
            while (next < phases.Length && phases[next] == phases[i])
                next++;
            var start = sleep.StartMs + (i * PhaseMs);
            var code = phases[i] switch
            {
                '1' => "deep",
                '2' => "light",
                '3' => "rem",
                '4' => "awake",
                _ => null,
            };
            // The last five minutes may go on after getting up.
            var end = Math.Min(sleep.StartMs + (next * PhaseMs), sleep.EndMs);
            if (code is null || end <= start)
                for (var each = i; each < next; each++)
                    handover.Refuse(
                        where.Origin,
                        code is null ? RefusalReason.Code : RefusalReason.EndBeforeStart,
                        phases[i].ToString(),
                        sleep.Line
                    );
            else
            {
                handover.Take(
                    where with
                    {
                        StartMs = start,
                        EndMs = end,
                        Value = Stage.Code(code),
                    }
                );
                if (next - i > 1)
                    handover.Merged(where.Origin, next - i - 1);
            }
            i = next;
        }
    }

    /// <summary>One value each <c>interval</c> seconds; null where the ring saw none.</summary>
    private void TakeSeries(in Found sleep, NumberField field, JsonElement? series)
    {
        if (!series.Get("interval").TryNumber(out var interval))
            return;
        var step = (long)(interval.ToDouble() * 1000);
        if (step is <= 0 or > 86_400_000)
            return;
        var at = IsoTime.TryParse(series.Get("timestamp").Text(), out var first)
            ? first.Ms
            : sleep.StartMs;
        foreach (var item in series.Get("items").Items())
        {
            handover.Take(
                sleep with
                {
                    StartMs = at,
                    EndMs = at,
                },
                field,
                ((JsonElement?)item).Text()
            );
            at += step;
        }
    }
}
