using System.Text.Json;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Garmin;

/// <summary>The rows of a day. Times are those marked GMT; the ones marked local can be shifted twice.</summary>
/// <remarks>Named by the day. The steps of a day only grow, so that of two exports of one day the one with more is the later.</remarks>
internal sealed class GarminDays(FormatRun run)
{
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

    private static readonly NumberField Water = NumberField.Of("water-intake", "mL");

    private readonly Handover handover = new(run.Context, run.Sink);
    private readonly Leftovers unread = new();

    public void Finish() => unread.Warn(run.Sink, Warnings.FieldsUnread);

    public void Take(JsonElement item)
    {
        if (item.Get("weight") is { ValueKind: JsonValueKind.Object } weight)
            GarminBody.Take(handover, item, weight);
        else if (item.Get("metaData") is not null)
            handover.Refuse("userBioMetrics", RefusalReason.UnknownType, null);
        else if (!LocalDay.TryDay(item.Text("calendarDate"), out var day))
            handover.Refuse("day", RefusalReason.Date, item.Text("calendarDate"));
        else if (
            item.Get("sleepWindowConfirmationType") is not null
            || item.Get("sleepStartTimestampGMT") is not null
        )
            GarminNights.Take(handover, item, day);
        else
            TakeDay(item, day);
    }

    private void TakeDay(JsonElement item, DateOnly day)
    {
        var zone = ZoneOf(item, day);
        var (start, end) = LocalDay.Of(day, zone, run.Context.Zones);
        var where = new Found("", Stage, GarminExportFormat.Source, start, end, default)
        {
            Zone = zone,
        };
        var identity = Named($"garmin-day-{day:yyyy-MM-dd}", item.Text("totalSteps"));
        var any = false;
        foreach (var (name, field) in Totals)
        {
            var text = item.Text(name);
            // Written as null on days without the device.
            if (text is null && item.Has(name))
                handover.Refuse(name, RefusalReason.Incomplete, item.Text("calendarDate"));
            any |= text is not null || item.Has(name);
            handover.Take(where with { Origin = name, Identity = identity }, field, text);
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

    /// <summary>Numbers that nobody has a kind for, and those that say again what has been read.</summary>
    private void NoteOthers(JsonElement item)
    {
        foreach (var (name, value) in ((JsonElement?)item).Properties())
            if (
                value.ValueKind == JsonValueKind.Number
                && !Array.Exists(Totals, t => t.Name == name)
                && !Extremes.Contains(name, StringComparer.Ordinal)
            )
                unread.Add(name);
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

    private static ExternalIdentity Named(string id, string? growing) =>
        new(
            id,
            growing is not null && DecimalText.TryParse(growing, out var number)
                ? (long)Math.Clamp(number.ToDouble(), 0, 1e9)
                : 0
        );
}
