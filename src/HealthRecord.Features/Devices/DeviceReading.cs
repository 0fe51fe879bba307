using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Gatt;

namespace HealthRecord.Features.Devices;

/// <summary>What a person decided of one measurement that a device sent.</summary>
/// <param name="AtReception">The device's clock is wrong: the moment of reception counts.</param>
/// <param name="Confirmed">The person was asked about a doubtful value and said that it is right.</param>
/// <param name="Note">What the device told beside the value and the record has no other place for: where a temperature was taken.</param>
public sealed record DeviceReading(
    GattMeasurement Measurement,
    bool AtReception = false,
    bool Confirmed = false,
    string? Note = null
)
{
    /// <summary>The worst of its values: one that cannot be makes the whole measurement doubtful.</summary>
    public static Judgement JudgementOf(GattMeasurement measurement)
    {
        var worst = Judgement.Fine;
        foreach (var value in measurement.Values)
        {
            var judged = Plausibility.Judge(value.Kind, value.Unit, value.Value, value.Parts, 0);
            if (judged.Verdict > worst.Verdict)
                worst = judged;
        }
        return worst;
    }
}
