using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Polar;

/// <summary>A day of activity (its sums, sometimes with the steps of each minute), and the heart rate of whole days.</summary>
internal sealed class PolarDays(FormatRun run)
{
    private const long MinuteMs = 60_000;
    private static readonly NumberField Steps = NumberField.Of("steps");
    private static readonly NumberField Distance = NumberField.Of("distance", "m");
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly Leftovers unread = new();

    public void Finish() => unread.Warn(run.Sink, Warnings.FieldsUnread);

    public void ReadActivity(SourceFile file)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        var samples = 0;
        using (var text = file.OpenText())
            new JsonItems
            {
                Item = (path, item) =>
                    samples += path == "samples/steps" && item.Text("value") is not null ? 1 : 0,
                Value = (path, value) => fields[path] = ((JsonElement?)value).Text() ?? "",
            }.Read(text, run.Stop);
        if (!LocalDay.TryDay(fields.GetValueOrDefault("date"), out var day))
        {
            handover.Refuse("activity", RefusalReason.Date, fields.GetValueOrDefault("date"));
            return;
        }
        TakeSums(fields, day, samples > 0);
        if (samples == 0)
            return;
        var times = new LocalTimes(run.Context.Zones);
        using var again = file.OpenText();
        new JsonItems
        {
            Item = (path, item) =>
            {
                if (path == "samples/steps")
                    TakeMinute(item, day, times);
            },
        }.Read(again, run.Stop);
    }

    public void ReadHeartRate(SourceFile file)
    {
        using var text = file.OpenText();
        new JsonItems
        {
            Item = (path, item) =>
            {
                if (path == "deviceDays")
                    TakeHeartRates(item);
            },
        }.Read(text, run.Stop);
    }

    private void TakeSums(Dictionary<string, string> fields, DateOnly day, bool hasMinutes)
    {
        var (start, end) = LocalDay.Of(day, run.Context.Zones);
        var where = new Found("", Steps.Measure, PolarSessions.Source, start, end, default);
        var steps = fields.GetValueOrDefault("summary/stepCount");
        // The name of the day, so that a day that went on is not two; the greater total is the later.
        var sums = where with
        {
            Identity = new(
                $"polar-day-{day:yyyy-MM-dd}",
                steps is not null && DecimalText.TryParse(steps, out var count)
                    ? (long)Math.Clamp(count.ToDouble(), 0, 1e9)
                    : 0
            ),
        };
        if (hasMinutes)
            handover.RefuseField(
                sums with
                {
                    Origin = "summary/stepCount",
                },
                steps,
                RefusalReason.NotAMeasurement
            );
        else
            handover.Take(sums with { Origin = "summary/stepCount" }, Steps, steps);
        handover.Take(
            sums with
            {
                Origin = "summary/stepsDistance",
            },
            Distance,
            fields.GetValueOrDefault("summary/stepsDistance")
        );
        // All that the body burned: neither at rest nor active.
        foreach (var name in (string[])["calories", "inactivityAlertCount"])
            if (fields.ContainsKey($"summary/{name}"))
                unread.Add($"summary/{name}");
    }

    private void TakeMinute(JsonElement sample, DateOnly day, LocalTimes times)
    {
        const string origin = "samples/steps";
        var clock = sample.Text("localTime") ?? "";
        if (!IsoTime.TryParse($"{day:yyyy-MM-dd}T{clock}", out var at))
        {
            handover.Refuse(origin, RefusalReason.Date, clock);
            return;
        }
        var ms = times.ToMs(at.Local);
        if (sample.Text("value") is { } value)
            handover.Take(
                new(origin, Steps.Measure, PolarSessions.Source, ms, ms + MinuteMs, default),
                Steps,
                value
            );
        else
            handover.Refuse(origin, RefusalReason.Incomplete, clock);
    }

    private void TakeHeartRates(JsonElement deviceDay)
    {
        const string origin = "deviceDays/heartRate";
        if (!LocalDay.TryDay(deviceDay.Text("date"), out var day))
        {
            handover.Refuse(origin, RefusalReason.Date, deviceDay.Text("date"));
            return;
        }
        var midnight = LocalDay.Of(day, run.Context.Zones).StartMs;
        foreach (var sample in deviceDay.Items("samples"))
        {
            if (sample.Whole("secondsFromDayStart") is not (>= 0 and < 172_800 and var seconds))
            {
                handover.Refuse(origin, RefusalReason.Date, sample.Text("secondsFromDayStart"));
                continue;
            }
            var ms = midnight + (seconds * 1000);
            if (sample.Text("heartRate") is { } value)
                handover.Take(
                    new(origin, HeartRate.Measure, PolarSessions.Source, ms, ms, default),
                    HeartRate,
                    value
                );
            else
                handover.Refuse(origin, RefusalReason.Incomplete, null);
        }
    }
}
