using System.Globalization;
using System.Text.Json;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Withings;

/// <summary>Sleep: stages with start and end (<c>get</c>), or one night with its sums (<c>getsummary</c>).</summary>
internal sealed class WithingsSleep(FormatRun run)
{
    private static readonly Measure Stage = Measure.Of("sleep-stage");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");
    private static readonly NumberField Breath = NumberField.Of("respiratory-rate");

    private static readonly (string Name, NumberField Field)[] Sums =
    [
        ("deepsleepduration", NumberField.Of("sleep-deep", divisor: 3600)),
        ("lightsleepduration", NumberField.Of("sleep-light", divisor: 3600)),
        ("remsleepduration", NumberField.Of("sleep-rem", divisor: 3600)),
        ("wakeupduration", NumberField.Of("sleep-awake", divisor: 3600)),
        ("sleep_score", NumberField.Of("sleep-score")),
        ("rr_average", Breath),
    ];

    private readonly Handover handover = new(run.Context, run.Sink);

    public void Take(JsonElement item, string? bodyZone)
    {
        var origin = item.Get("state") is null ? "sleep" : "sleep/state";
        if (
            item.Whole("startdate") is not (>= 0 and < 100_000_000_000 and var start)
            || item.Whole("enddate") is not (>= 0 and < 100_000_000_000 and var end)
        )
        {
            handover.Refuse(origin, RefusalReason.Date, item.Text("startdate"));
            return;
        }
        var where = new Found(
            origin,
            Stage,
            WithingsItems.SourceOf(item),
            start * 1000,
            end * 1000,
            Stage.Code("in-bed")
        )
        {
            Zone = WithingsItems.ZoneOf(item, bodyZone),
        };
        if (item.Get("state") is null)
            TakeNight(item, where);
        else
            TakeStage(item, where);
    }

    private void TakeNight(JsonElement item, in Found where)
    {
        var night = where with
        {
            Identity = item.Text("id") is { Length: > 0 and < 50 } id
                ? new($"withings-sleep-{id}", item.Whole("modified") ?? 0)
                : null,
        };
        handover.Take(night);
        var data = item.Get("data");
        foreach (var (name, field) in Sums)
            handover.Take(night with { Origin = $"sleep/{name}" }, field, data.Get(name).Text());
    }

    private void TakeStage(JsonElement item, in Found where)
    {
        var code = item.Whole("state") switch
        {
            0 => "awake",
            1 => "light",
            2 => "deep",
            3 => "rem",
            // Said by hand, or asleep without more being known.
            4 or 5 => "asleep-unspecified",
            _ => null,
        };
        if (code is null)
        {
            handover.Refuse(where.Origin, RefusalReason.Code, item.Text("state"));
            return;
        }
        handover.Take(where with { Value = Stage.Code(code) });
        TakeSeries(item.Get("hr"), where with { Origin = "sleep/hr" }, HeartRate);
        TakeSeries(item.Get("rr"), where with { Origin = "sleep/rr" }, Breath);
    }

    /// <summary>Seconds since 1970 as names, numbers as values.</summary>
    private void TakeSeries(JsonElement? series, in Found where, NumberField field)
    {
        foreach (var (name, value) in series.Properties())
            if (
                long.TryParse(
                    name,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var seconds
                )
                && seconds < 100_000_000_000
            )
                handover.Take(
                    where with
                    {
                        StartMs = seconds * 1000,
                        EndMs = seconds * 1000,
                    },
                    field,
                    ((JsonElement?)value).Text()
                );
            else
                handover.Refuse(where.Origin, RefusalReason.Date, name);
    }
}
