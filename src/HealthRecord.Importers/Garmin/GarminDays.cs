using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Garmin;

/// <summary>Days, nights and weights. Times are those marked GMT; the ones marked local can be shifted twice.</summary>
/// <remarks>
/// A night is told by its sums, without where in it they lie: the time in bed is one reading, each sum another. Rows of a day are
/// named by the day. A total of a day only grows, so that of two exports of one day the greater is the later.
/// </remarks>
internal sealed class GarminDays(FormatRun run)
{
    private static readonly SourceKey Source = new(GarminExportFormat.Producer, "Garmin");
    private static readonly Measure Stage = Measure.Of("sleep-stage");

    private static readonly (string Name, NumberField Field)[] Totals =
    [
        ("totalSteps", NumberField.Of("steps")),
        ("totalDistanceMeters", NumberField.Of("distance", "m")),
        ("activeKilocalories", NumberField.Of("active-energy", "kcal")),
        ("bmrKilocalories", NumberField.Of("resting-energy", "kcal")),
        ("restingHeartRate", NumberField.Of("resting-heart-rate")),
    ];

    private static readonly string[] Extremes = ["minHeartRate", "maxHeartRate"];

    private static readonly (string Name, NumberField Field)[] NightSums =
    [
        ("deepSleepSeconds", NumberField.Of("sleep-deep", divisor: 3600)),
        ("lightSleepSeconds", NumberField.Of("sleep-light", divisor: 3600)),
        ("remSleepSeconds", NumberField.Of("sleep-rem", divisor: 3600)),
        ("awakeSleepSeconds", NumberField.Of("sleep-awake", divisor: 3600)),
    ];

    private static readonly (string Name, NumberField Field)[] Body =
    [
        // Grams.
        ("weight", NumberField.Of("body-weight", "g")),
        ("bodyFat", NumberField.Of("body-fat")),
        ("bodyWater", NumberField.Of("body-water")),
        ("boneMass", NumberField.Of("bone-mass", "kg", shift: -3)),
        ("muscleMass", NumberField.Of("muscle-mass", "kg", shift: -3)),
    ];

    private static readonly NumberField Water = NumberField.Of("water-intake", "mL");
    private static readonly NumberField Oxygen = NumberField.Of("spo2");
    private static readonly NumberField Score = NumberField.Of("sleep-score");

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly Leftovers unread = new();

    public void Finish() => unread.Warn(run.Sink, Warnings.FieldsUnread);

    public void Take(JsonElement item)
    {
        if (item.Get("weight") is { ValueKind: JsonValueKind.Object } weight)
            TakeWeight(item, weight);
        else if (item.Get("metaData") is not null)
            handover.Refuse("userBioMetrics", RefusalReason.UnknownType, null);
        else if (!LocalDay.TryDay(item.Text("calendarDate"), out var day))
            handover.Refuse("day", RefusalReason.Date, item.Text("calendarDate"));
        else if (
            item.Get("sleepWindowConfirmationType") is not null
            || item.Get("sleepStartTimestampGMT") is not null
        )
            TakeNight(item, day);
        else
            TakeDay(item, day);
    }

    private void TakeDay(JsonElement item, DateOnly day)
    {
        var zone = ZoneOf(item, day);
        var (start, end) = LocalDay.Of(day, zone, run.Context.Zones);
        var where = new Found("", Stage, Source, start, end, default) { Zone = zone };
        var any = false;
        foreach (var (name, field) in Totals)
        {
            var text = item.Text(name);
            // Written as null on days without the device.
            if (text is null && IsWritten(item, name))
                handover.Refuse(name, RefusalReason.Incomplete, item.Text("calendarDate"));
            any |= text is not null || IsWritten(item, name);
            handover.Take(
                where with
                {
                    Origin = name,
                    Identity = Named($"garmin-day-{day:yyyy-MM-dd}", text),
                },
                field,
                text
            );
        }
        foreach (var name in Extremes)
            if (item.Text(name) is { } text)
            {
                any = true;
                // Of readings that lie in the recordings.
                handover.Refuse(name, RefusalReason.NotAMeasurement, text);
            }
        if (item.Get("hydration").Get("valueInML").Text() is { } water)
        {
            any = true;
            handover.Take(
                where with
                {
                    Origin = "hydration/valueInML",
                    Identity = Named($"garmin-hydration-{day:yyyy-MM-dd}", water),
                },
                Water,
                water
            );
        }
        if (!any)
            handover.Refuse("day", RefusalReason.UnknownType, item.Text("calendarDate"));
        else
            NoteOthers(item);
    }

    private void TakeNight(JsonElement item, DateOnly day)
    {
        if (
            !IsoTime.TryParse(item.Text("sleepStartTimestampGMT"), out var start)
            || !IsoTime.TryParse(item.Text("sleepEndTimestampGMT"), out var end)
        )
        {
            // The watch lay on the table.
            var isOff = item.Text("sleepWindowConfirmationType") == "OFF_WRIST";
            handover.Refuse(
                "sleep",
                isOff ? RefusalReason.NotAMeasurement : RefusalReason.Date,
                $"{item.Text("sleepWindowConfirmationType")} {day:yyyy-MM-dd}"
            );
            return;
        }
        var where = new Found("sleep", Stage, Source, start.Ms, end.Ms, Stage.Code("in-bed"));
        if (!handover.Take(where))
            return;
        foreach (var (name, field) in NightSums)
            handover.Take(where with { Origin = $"sleep/{name}" }, field, item.Text(name));
        handover.Take(
            where with
            {
                Origin = "sleep/averageSPO2",
            },
            Oxygen,
            item.Get("spo2SleepSummary").Get("averageSPO2").Text()
        );
        handover.Take(
            where with
            {
                Origin = "sleep/overallScore",
            },
            Score,
            item.Get("sleepScores").Get("overallScore").Text()
        );
    }

    private void TakeWeight(JsonElement item, JsonElement weight)
    {
        if (!IsoTime.TryParse(weight.Text("timestampGMT"), out var at))
        {
            handover.Refuse("weight/weight", RefusalReason.Date, weight.Text("timestampGMT"));
            return;
        }
        var meta = item.Get("metaData");
        var device = weight.Text("sourceType");
        var where = new Found(
            "",
            Stage,
            device is { Length: > 0 and < 60 } ? Source with { Name = $"Garmin {device}" } : Source,
            at.Ms,
            at.Ms,
            default
        )
        {
            Identity = meta.Get("sequence").Text() is { Length: < 40 } sequence
                ? new($"garmin-biometrics-{sequence}", item.Whole("version") ?? 0)
                : null,
        };
        foreach (var (name, field) in Body)
            handover.Take(where with { Origin = $"weight/{name}" }, field, weight.Text(name));
    }

    /// <summary>Numbers that nobody has a kind for, and those that say again what has been read.</summary>
    private void NoteOthers(JsonElement item)
    {
        foreach (var other in item.EnumerateObject())
        {
            if (
                other.Value.ValueKind != JsonValueKind.Number
                || Array.Exists(Totals, t => other.NameEquals(t.Name))
                || Array.Exists(Extremes, n => other.NameEquals(n))
            )
                continue;
            try
            {
                unread.Add(other.Name);
            }
            // Bytes that are no UTF-8.
            catch (InvalidOperationException)
            {
                unread.Add("?");
            }
        }
    }

    /// <summary>From when the day began by UTC: the local clock of the file is not needed for it.</summary>
    private static string? ZoneOf(JsonElement item, DateOnly day)
    {
        if (!IsoTime.TryParse(item.Text("wellnessStartTimeGmt"), out var start))
            return null;
        var offset = day.ToDateTime(TimeOnly.MinValue) - start.Local;
        return
            offset.Duration() <= TimeSpan.FromHours(14)
            && offset.Ticks % TimeSpan.TicksPerMinute == 0
            ? IsoTime.ZoneOf((long)offset.TotalMinutes)
            : null;
    }

    private static ExternalIdentity Named(string id, string? total) =>
        new(
            id,
            total is not null && DecimalText.TryParse(total, out var number)
                ? (long)Math.Clamp(number.ToDouble(), 0, 1e9)
                : 0
        );

    private static bool IsWritten(JsonElement item, string name)
    {
        try
        {
            return item.TryGetProperty(name, out _);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
