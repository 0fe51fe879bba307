using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Oura;

/// <summary>Items of all routes, told apart by what they hold: a body does not name its route.</summary>
internal sealed class OuraItems(FormatRun run)
{
    public static readonly SourceKey Source = new(OuraFormat.Producer, "Oura");

    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");
    private static readonly NumberField Steps = NumberField.Of("steps");
    private static readonly NumberField ActiveEnergy = NumberField.Of("active-energy", "kcal");
    private static readonly NumberField Oxygen = NumberField.Of("spo2");
    private static readonly NumberField SleepScore = NumberField.Of("sleep-score");
    private static readonly NumberField Skin = NumberField.Of("skin-temperature-deviation");
    private static readonly NumberField Vo2Max = NumberField.Of("vo2max");

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly Leftovers unread = new();
    private readonly OuraSleep sleep = new(run);

    /// <param name="route">Where it is known; for the report only.</param>
    public void Take(JsonElement item, string route, long line = 0)
    {
        if (item.Get("bedtime_start") is not null)
            sleep.Take(item, line);
        else if (item.Get("bpm") is not null)
            TakeHeartRate(item, line);
        else if (item.Get("start_datetime") is not null)
            OuraWorkouts.Take(item, line, handover);
        else if (LocalDay.TryDay(item.Text("day"), out var day))
            TakeDay(item, day, route, line);
        else
            handover.Refuse(route.Length == 0 ? "?" : route, RefusalReason.UnknownType, null, line);
    }

    /// <summary>An item that is not whole: what it holds may look right and be wrong.</summary>
    public void Cut(long line) => handover.Refuse("?", RefusalReason.Incomplete, null, line);

    public void Finish()
    {
        sleep.Finish();
        unread.Warn(run.Sink, Warnings.FieldsUnread);
    }

    private void TakeHeartRate(JsonElement item, long line)
    {
        if (!IsoTime.TryParse(item.Text("timestamp"), out var at))
        {
            handover.Refuse("heartrate", RefusalReason.Date, item.Text("timestamp"), line);
            return;
        }
        handover.Take(
            new("heartrate", HeartRate.Measure, Source, at.Ms, at.Ms, default)
            {
                Zone = at.Zone,
                Line = line,
            },
            HeartRate,
            item.Text("bpm")
        );
    }

    private void TakeDay(JsonElement item, DateOnly day, string route, long line)
    {
        // The day of the ring begins at four in the morning; what it is called is the local day.
        var zone = IsoTime.TryParse(item.Text("timestamp"), out var at) ? at.Zone : null;
        var (start, end) = LocalDay.Of(day, zone, run.Context.Zones);
        var where = new Found("", Steps.Measure, Source, start, end, default)
        {
            Zone = zone,
            Line = line,
            Identity = item.Text("id") is { } id ? new($"oura-{id}", 0) : null,
        };
        if (item.Get("steps") is not null)
            TakeActivity(item, where);
        else if (route.EndsWith("spo2", StringComparison.Ordinal) || item.Has("spo2_percentage"))
            TakeOxygen(item, where);
        else if (item.Get("vo2_max") is not null)
            handover.Take(where with { Origin = "vo2_max" }, Vo2Max, item.Text("vo2_max"));
        else if (item.Get("contributors").Get("deep_sleep") is not null)
            handover.Take(
                where with
                {
                    Origin = "daily_sleep/score",
                },
                SleepScore,
                item.Text("score")
            );
        else if (item.Has("temperature_deviation"))
        {
            handover.Take(
                where with
                {
                    Origin = "daily_readiness/temperature_deviation",
                },
                Skin,
                item.Text("temperature_deviation")
            );
            handover.RefuseField(
                where with
                {
                    Origin = "daily_readiness/score",
                },
                item.Text("score"),
                RefusalReason.UnknownType
            );
        }
        else
            handover.Refuse(
                route.Length == 0 ? "?" : route,
                RefusalReason.UnknownType,
                item.Text("day"),
                line
            );
    }

    private void TakeActivity(JsonElement item, in Found where)
    {
        TakeTotal(where with { Origin = "daily_activity/steps" }, Steps, item.Text("steps"));
        TakeTotal(
            where with
            {
                Origin = "daily_activity/active_calories",
            },
            ActiveEnergy,
            item.Text("active_calories")
        );
        // What it would have been as a walk is nothing that was walked.
        handover.RefuseField(
            where with
            {
                Origin = "daily_activity/equivalent_walking_distance",
            },
            item.Text("equivalent_walking_distance"),
            RefusalReason.NotAMeasurement
        );
        foreach (var name in (string[])["total_calories", "score"])
            if (item.Text(name) is not null)
                unread.Add($"daily_activity/{name}");
    }

    /// <summary>A total of a day only grows, so of two exports of one day the greater is the later.</summary>
    private void TakeTotal(in Found where, NumberField field, string? text)
    {
        var version =
            text is not null && DecimalText.TryParse(text, out var number)
                ? (long)Math.Clamp(number.ToDouble(), 0, 1e9)
                : 0;
        handover.Take(
            where with
            {
                Identity = where.Identity is { } known ? known with { Version = version } : null,
            },
            field,
            text
        );
    }

    private void TakeOxygen(JsonElement item, in Found where)
    {
        var oxygen = where with { Origin = "daily_spo2" };
        if (item.Get("spo2_percentage").Get("average").Text() is { } average)
            handover.Take(oxygen, Oxygen, average);
        else
            handover.Refuse(oxygen.Origin, RefusalReason.Incomplete, item.Text("day"), where.Line);
    }
}
