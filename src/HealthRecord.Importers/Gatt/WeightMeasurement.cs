using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Weight Measurement, 2A9D (Weight Scale Service 1.0, section 3.2).</summary>
/// <param name="Pounds">Imperial units; else kilograms and metres.</param>
/// <param name="Weight">Null when the device says that it failed.</param>
/// <param name="Height">In metres or inches: what was set for the user, not a measurement.</param>
internal sealed record WeightMeasurement(
    bool Pounds,
    WrittenNumber? Weight,
    DateTime? Time,
    int? User,
    WrittenNumber? Bmi,
    WrittenNumber? Height
)
{
    internal const int Failed = 0xFFFF;
    internal const int UnknownUser = 255;

    /// <returns>Null when bytes are missing.</returns>
    public static WeightMeasurement? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var pounds = (flags & 1) != 0;
        var weight = bytes.U16();
        var time = (flags & 2) != 0 ? bytes.Time() : null;
        int? user =
            (flags & 4) != 0 && bytes.U8() is var index && index != UnknownUser ? index : null;
        WrittenNumber? bmi = (flags & 8) != 0 ? GattNumbers.Tenths(bytes.U16()) : null;
        WrittenNumber? height =
            (flags & 8) != 0 ? new(bytes.U16(), pounds ? (sbyte)-1 : (sbyte)-3) : null;
        return bytes.IsShort
            ? null
            : new(
                pounds,
                weight == Failed ? null : GattNumbers.Mass(weight, pounds),
                time,
                user,
                bmi,
                height
            );
    }

    public GattMeasurement Measured(long receivedMs)
    {
        if (Weight is not { } weight)
            return GattMeasurement.Refused(
                GattCharacteristic.Weight,
                receivedMs,
                GattRefusal.Failed
            );
        var values = new List<GattValue>
        {
            GattValue.Of("body-weight", Pounds ? "[lb_av]" : "kg", weight),
        };
        if (GattNumbers.Positive(Bmi) is { } bmi)
            values.Add(GattValue.Of("bmi", "kg/m2", bmi));
        return new(GattCharacteristic.Weight, receivedMs, values)
        {
            Time = Time,
            User = User,
            Remarks = GattNumbers.Positive(Height) is null ? [] : [GattRemark.LeftOut],
        };
    }
}
