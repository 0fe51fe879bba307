using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>PLX Spot-Check Measurement, 2A5E, and Continuous Measurement, 2A5F (Pulse Oximeter Service 1.0.1, sections 3.1 and 3.2).</summary>
/// <param name="Oxygen">Percent. Of a continuous measurement the normal pair; the fast and the slow one are not kept.</param>
/// <param name="Pulse">Beats a minute.</param>
/// <param name="Time">Null too where the device says that its clock was never set.</param>
/// <param name="Status">Of the measurement. Bits: 10 demonstration, 11 test, 12 calibrating, 13 unavailable, 14 questionable, 15 invalid.</param>
/// <param name="Perfusion">Pulse amplitude index, percent.</param>
/// <param name="HasMorePairs">A fast or a slow pair of the same moment came along.</param>
internal sealed record OxygenMeasurement(
    GattCharacteristic Characteristic,
    WrittenNumber? Oxygen,
    WrittenNumber? Pulse,
    DateTime? Time,
    int Status,
    WrittenNumber? Perfusion,
    bool HasMorePairs = false
)
{
    private const int Nobody = 0b0000_1100 << 8;
    private const int NoValue = 0b0011_0000 << 8;
    private const int Doubted = 0b1100_0000 << 8;

    /// <returns>Null when bytes are missing.</returns>
    public static OxygenMeasurement? ReadSpot(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var (oxygen, pulse) = (bytes.SFloat(), bytes.SFloat());
        var time = (flags & 1) != 0 ? bytes.Time() : null;
        var status = (flags & 2) != 0 ? bytes.U16() : 0;
        if ((flags & 4) != 0)
            bytes.U24();
        var perfusion = (flags & 8) != 0 ? bytes.SFloat() : null;
        var clockUnset = (flags & 16) != 0;
        return bytes.IsShort
            ? null
            : new(
                GattCharacteristic.OxygenSpot,
                oxygen,
                pulse,
                clockUnset ? null : time,
                status,
                perfusion
            );
    }

    /// <inheritdoc cref="ReadSpot"/>
    public static OxygenMeasurement? ReadContinuous(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var (oxygen, pulse) = (bytes.SFloat(), bytes.SFloat());
        for (var pair = flags & 3; pair != 0; pair &= pair - 1)
        {
            bytes.SFloat();
            bytes.SFloat();
        }
        var status = (flags & 4) != 0 ? bytes.U16() : 0;
        if ((flags & 8) != 0)
            bytes.U24();
        var perfusion = (flags & 16) != 0 ? bytes.SFloat() : null;
        return bytes.IsShort
            ? null
            : new(
                GattCharacteristic.OxygenContinuous,
                oxygen,
                pulse,
                null,
                status,
                perfusion,
                (flags & 3) != 0
            );
    }

    public GattMeasurement Measured(long receivedMs)
    {
        if (WhyNot() is { } refusal)
            return GattMeasurement.Refused(Characteristic, receivedMs, refusal);
        var values = new List<GattValue> { GattValue.Of("spo2", "%", Oxygen!.Value) };
        if (GattNumbers.Positive(Pulse) is { } pulse)
            values.Add(GattValue.Of("pulse-oximeter-rate", "/min", pulse));
        if (GattNumbers.Positive(Perfusion) is { } perfusion)
            values.Add(GattValue.Of("perfusion-index", "%", perfusion));
        return new(Characteristic, receivedMs, values)
        {
            Time = Time,
            Remarks = HasMorePairs ? [GattRemark.LeftOut] : [],
        };
    }

    private GattRefusal? WhyNot() =>
        (Status & Nobody) != 0 ? GattRefusal.NotAPerson
        : (Status & NoValue) != 0 ? GattRefusal.Failed
        : (Status & Doubted) != 0 ? GattRefusal.Questionable
        : Oxygen is null ? GattRefusal.NotANumber
        : null;
}
