using System.Globalization;
using System.Text.Json;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Json;

namespace HealthRecord.Importers.Fitbit;

/// <summary>The files of one day or month with a value every few seconds, every minute or every day.</summary>
/// <remarks>Their times carry no zone. Those of a minute are UTC by what is widely reported; those of a day name a local day.</remarks>
internal sealed class FitbitIntraday(FormatRun run, Handover handover)
{
    private const long MinuteMs = 60_000;
    private static readonly NumberField HeartRate = NumberField.Of("heart-rate");
    private static readonly NumberField Resting = NumberField.Of("resting-heart-rate");
    private static readonly NumberField Steps = NumberField.Of("steps");

    // Centimetres.
    private static readonly NumberField Distance = NumberField.Of("distance", "m", shift: -2);

    private readonly Leftovers assumed = new();

    public void ReadHeartRate(SourceFile file, Stream content) =>
        Each(
            file,
            "heart_rate",
            (where, item) =>
            {
                assumed.Add("heart_rate");
                var bpm = item.Get("value").Get("bpm").Text();
                // The producer's own word for "not on the wrist, or not to be believed".
                if (item.Get("value").Get("confidence").Whole() == 0)
                    handover.RefuseField(where, bpm ?? "0", RefusalReason.Sentinel);
                else if (bpm is null)
                    handover.Refuse(where.Origin, RefusalReason.Incomplete, null);
                else
                    handover.Take(where, HeartRate, bpm);
            }
        );

    public void ReadResting(SourceFile file, Stream content) =>
        Each(
            file,
            "resting_heart_rate",
            (where, item) =>
            {
                var value = item.Get("value");
                // A day without data is written as a zero without a date.
                if (
                    value.Get("date") is null
                    || !value.Get("value").TryNumber(out var number)
                    || number.Digits == 0
                )
                {
                    handover.Refuse(
                        where.Origin,
                        RefusalReason.Sentinel,
                        value.Get("value").Text()
                    );
                    return;
                }
                var local = DateTime.UnixEpoch.AddMilliseconds(where.StartMs);
                var day = LocalDay.Of(DateOnly.FromDateTime(local), run.Context.Zones);
                handover.Take(
                    where with
                    {
                        StartMs = day.StartMs,
                        EndMs = day.EndMs,
                    },
                    Resting,
                    value.Get("value").Text()
                );
            }
        );

    public void ReadSteps(SourceFile file, Stream content) => EachMinute(file, "steps", Steps);

    public void ReadDistance(SourceFile file, Stream content) =>
        EachMinute(file, "distance", Distance);

    public void Finish() => assumed.Warn(run.Sink, Warnings.TimesAssumedUtc);

    private void EachMinute(SourceFile file, string origin, NumberField field) =>
        Each(
            file,
            origin,
            (where, item) =>
            {
                assumed.Add(origin);
                if (item.Text("value") is { } value)
                    handover.Take(where with { EndMs = where.StartMs + MinuteMs }, field, value);
                else
                    handover.Refuse(origin, RefusalReason.Incomplete, null);
            }
        );

    private void Each(SourceFile file, string origin, Action<Found, JsonElement> take)
    {
        using var text = file.OpenText();
        new JsonItems
        {
            Item = (_, item) =>
            {
                if (!TryTime(item.Text("dateTime"), out var ms))
                    handover.Refuse(origin, RefusalReason.Date, item.Text("dateTime"));
                else
                    take(
                        new(origin, HeartRate.Measure, FitbitFormat.Source, ms, ms, default),
                        item
                    );
            },
        }.Read(text, run.Stop);
    }

    /// <summary>As in <c>03/01/24 07:01:00</c>.</summary>
    internal static bool TryTime(string? text, out long ms)
    {
        var ok = DateTime.TryParseExact(
            text,
            "MM/dd/yy HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var local
        );
        ms = ok ? (long)(local - DateTime.UnixEpoch).TotalMilliseconds : 0;
        return ok;
    }
}
