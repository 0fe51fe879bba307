using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Readings;

namespace HealthRecord.Importers.Gatt;

/// <summary>Blood Pressure Measurement, 2A35 (Blood Pressure Service 1.1.1, section 3.1).</summary>
/// <param name="Kilopascals">The unit of the three pressures; else mmHg.</param>
/// <param name="Status">Bits: 0 movement, 1 loose cuff, 2 irregular pulse, 3 and 4 range of the pulse, 5 position.</param>
internal sealed record BloodPressureMeasurement(
    bool Kilopascals,
    WrittenNumber? Systolic,
    WrittenNumber? Diastolic,
    WrittenNumber? Mean,
    DateTime? Time,
    WrittenNumber? Pulse,
    int? User,
    int? Status
)
{
    private const int UnknownUser = 255;

    private static readonly (int Bit, GattRemark Remark)[] Bits =
    [
        (1, GattRemark.Movement),
        (2, GattRemark.LooseCuff),
        (4, GattRemark.IrregularPulse),
        (32, GattRemark.WrongPosition),
    ];

    /// <returns>Null when bytes are missing.</returns>
    public static BloodPressureMeasurement? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var read = new BloodPressureMeasurement(
            (flags & 1) != 0,
            bytes.SFloat(),
            bytes.SFloat(),
            bytes.SFloat(),
            (flags & 2) != 0 ? bytes.Time() : null,
            (flags & 4) != 0 ? bytes.SFloat() : null,
            (flags & 8) != 0 && bytes.U8() is var user && user != UnknownUser ? user : null,
            (flags & 16) != 0 ? bytes.U16() : null
        );
        return bytes.IsShort ? null : read;
    }

    public GattMeasurement Measured(long receivedMs)
    {
        // A failed measurement is NaN in every field, and may set no bit of the status.
        if (
            GattNumbers.MmHg(Systolic, Kilopascals) is not { } systolic
            || GattNumbers.MmHg(Diastolic, Kilopascals) is not { } diastolic
        )
            return GattMeasurement.Refused(
                GattCharacteristic.BloodPressure,
                receivedMs,
                GattRefusal.NotANumber
            );
        var mean = GattNumbers.Positive(GattNumbers.MmHg(Mean, Kilopascals));
        var parts = new ReadingParts([diastolic, mean, GattNumbers.Positive(Pulse)]);
        return new(
            GattCharacteristic.BloodPressure,
            receivedMs,
            [GattValue.Of("blood-pressure", "mm[Hg]", systolic, parts)]
        )
        {
            Time = Time,
            User = User,
            Remarks = [.. Bits.Where(b => ((Status ?? 0) & b.Bit) != 0).Select(b => b.Remark)],
        };
    }
}
