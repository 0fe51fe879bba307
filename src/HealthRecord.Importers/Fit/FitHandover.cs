using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Text;

namespace HealthRecord.Importers.Fit;

/// <summary>What is found in one part on its way to the frame: with its source, its zone and its person.</summary>
/// <param name="user">The number of the person that the file was said to be of; null when nobody had to say.</param>
internal sealed class FitHandover(Handover handover, FitSurvey survey, long? user)
{
    public FitSurvey Survey => survey;
    public SourceKey Source { get; } = survey.Device.Source;

    /// <summary>Of the part at this place: a device's clock may be set between two.</summary>
    public string? Zone { get; set; } = survey.Zone;

    /// <summary>Reads one field, if it is there.</summary>
    public void Take(FitMeasure of, FitMessage message)
    {
        if (message.Number(of.Field) is not { } raw)
            return;
        var text = NumberText.Format(raw, french: false);
        if (of.IsPersonal && IsOther(message.Whole(12)))
            Refuse(of.Origin, RefusalReason.OtherPerson, text);
        else if (of.Measure is null)
            Refuse(
                of.Origin,
                of.SumsUp ? RefusalReason.NotAMeasurement : RefusalReason.UnknownType,
                text
            );
        else if (IsSentinel(of, raw))
            Refuse(of.Origin, RefusalReason.Sentinel, text);
        else if (!TryTime(of, message, out var seconds, out var ms))
            Refuse(of.Origin, RefusalReason.Date, seconds?.ToString(CultureInfo.InvariantCulture));
        else if (!DecimalText.TryScale(raw, of.Factor, of.Shift, out var value))
            Refuse(of.Origin, RefusalReason.NotANumber, text);
        else
            handover.Take(
                new Found(of.Origin, of.Measure, Source, ms, ms, value)
                {
                    Zone = Zone,
                    Identity = of.IsPersonal
                        ? survey.Device.Measured(
                            of.Message,
                            seconds ?? 0,
                            message.Whole(12),
                            of.Field
                        )
                        : null,
                }
            );
    }

    /// <summary>A reading of a series, named by what it says.</summary>
    public void Take(
        string origin,
        Measure measure,
        long startMs,
        long endMs,
        WrittenNumber value
    ) => handover.Take(new Found(origin, measure, Source, startMs, endMs, value) { Zone = Zone });

    public void Take(in Found found) => handover.Take(found);

    public void Take(IncomingWorkout workout) => handover.Take(workout);

    public void Merged(string origin, int records) => handover.Merged(origin, records);

    public void Refuse(string origin, RefusalReason reason, string? text) =>
        handover.Refuse(origin, reason, text);

    public bool IsOther(long? of) => user is not null && of is not null && of != user;

    private static bool IsSentinel(FitMeasure of, WrittenNumber raw) =>
        (of.Sentinels.HasFlag(FitSentinels.Zero) && raw.Digits == 0)
        || (of.Sentinels.HasFlag(FitSentinels.Negative) && raw.Digits < 0)
        // The scale is still weighing.
        || (of.Message == 30 && of.Field == 0 && raw.Digits == 0xFFFE);

    private static bool TryTime(FitMeasure of, FitMessage message, out uint? seconds, out long ms)
    {
        seconds =
            of.TimeField == FitReader.TimestampField
                ? message.Timestamp
                : (uint?)message.Whole(of.TimeField) ?? message.Timestamp;
        ms = 0;
        return seconds is { } at && FitTime.TryMs(at, out ms);
    }
}
