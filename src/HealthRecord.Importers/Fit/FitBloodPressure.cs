using System.Globalization;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Fit;

/// <summary>The message of a cuff: its numbers are one reading, counted under the name of the first.</summary>
internal static class FitBloodPressure
{
    private const byte Systolic = 0;
    private const byte StatusField = 8;
    private const byte UserField = 9;
    private const long IrregularHeartRate = 4;
    private const ushort Message = 51;

    private static readonly Measure Pressure = Measure.Of("blood-pressure");
    private static readonly Measure Irregular = Measure.Of("irregular-rhythm-flag");

    /// <summary>In the order of the kind's components.</summary>
    private static readonly (byte Field, string Origin)[] Numbers =
    [
        (Systolic, "blood_pressure/systolic"),
        (1, "blood_pressure/diastolic"),
        (2, "blood_pressure/mean_arterial_pressure"),
        (6, "blood_pressure/heart_rate"),
    ];

    public static void Take(FitMessage message, FitHandover handover)
    {
        var values = new WrittenNumber?[Numbers.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = message.Whole(Numbers[i].Field) is { } n ? new WrittenNumber(n, 0) : null;
        var status = message.Whole(StatusField);
        var user = message.Whole(UserField);
        var ms = 0L;
        var isDated = message.Timestamp is { } time && FitTime.TryMs(time, out ms);
        RefusalReason? reason =
            handover.IsOther(user) ? RefusalReason.OtherPerson
            : values[0] is null || values[1] is null ? RefusalReason.Incomplete
            // The cuff says itself that it could not measure.
            : status is > 0 and not IrregularHeartRate ? RefusalReason.Sentinel
            : !isDated ? RefusalReason.Date
            : null;
        var found = new Found(
            Numbers[0].Origin,
            Pressure,
            handover.Source,
            ms,
            ms,
            values[0] ?? default
        )
        {
            Parts = new ReadingParts(values[1..]),
            Zone = handover.Zone,
            Identity = handover.Survey.Device.Measured(
                Message,
                message.Timestamp ?? 0,
                user,
                Systolic
            ),
        };
        // What cannot be is refused by the frame under the first name: the others share its fate and are counted with it.
        var isImpossible =
            reason is null
            && Plausibility.Judge(Pressure.Kind, Pressure.Unit, found.Value, found.Parts, 0).Verdict
                == Verdict.Impossible;
        if (reason is null && !isImpossible)
            handover.Take(found);
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                continue;
            if (reason is not null || isImpossible)
                handover.Refuse(
                    Numbers[i].Origin,
                    reason ?? RefusalReason.Impossible,
                    value.Digits.ToString(CultureInfo.InvariantCulture)
                );
            else if (i > 0)
                handover.Merged(Numbers[i].Origin, 1);
        }
        if (reason is null && status == IrregularHeartRate)
            handover.Take(
                found with
                {
                    Origin = "blood_pressure/status",
                    Measure = Irregular,
                    Value = new(1, 0),
                    Parts = null,
                }
            );
    }
}
