using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Glucose Measurement, 2A18 (Glucose Service 1.0.1, section 3.1).</summary>
/// <param name="BaseTime">The device's own time...</param>
/// <param name="OffsetMinutes">...and how far its user moved the clock since, forwards or back.</param>
/// <param name="MolesPerLitre">The unit of the concentration; else kilograms per litre.</param>
/// <param name="Type">1 to 8 blood, 9 interstitial fluid, 10 control solution.</param>
/// <param name="Location">1 finger, 2 other place, 3 earlobe, 4 control solution, 15 unknown.</param>
/// <param name="HasContext">A <see cref="GlucoseContext"/> with the same sequence number follows.</param>
internal sealed record GlucoseMeasurement(
    int Sequence,
    DateTime? BaseTime,
    int OffsetMinutes,
    bool HasConcentration,
    bool MolesPerLitre,
    WrittenNumber? Concentration,
    int? Type,
    int? Location,
    int Status,
    bool HasContext
)
{
    private const int Interstitial = 9;
    private const int ControlSolution = 10;
    private const int ControlPlace = 4;

    // Sensor, sample, strip, strip type, interrupted, general.
    private const int Faults = 0b110_0001_1110;
    private const int TooHigh = 1 << 5;
    private const int TooLow = 1 << 6;
    private const int TimeFault = 1 << 11;

    /// <returns>Null when bytes are missing.</returns>
    public static GlucoseMeasurement? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var sequence = bytes.U16();
        var time = bytes.Time();
        var offset = (flags & 1) != 0 ? bytes.S16() : 0;
        var has = (flags & 2) != 0;
        var concentration = has ? bytes.SFloat() : null;
        int? where = has ? bytes.U8() : null;
        var status = (flags & 8) != 0 ? bytes.U16() : 0;
        return bytes.IsShort
            ? null
            : new(
                sequence,
                time,
                offset,
                has,
                (flags & 4) != 0,
                concentration,
                where & 15,
                where >> 4,
                status,
                (flags & 16) != 0
            );
    }

    public GattMeasurement Measured(long receivedMs)
    {
        if (WhyNot() is { } refusal)
            return GattMeasurement.Refused(GattCharacteristic.Glucose, receivedMs, refusal) with
            {
                Sequence = Sequence,
            };
        var (unit, shift) = MolesPerLitre ? ("mmol/L", 3) : ("mg/dL", 5);
        var value = GattNumbers.Shifted(Concentration, shift)!.Value;
        var kind = Type == Interstitial ? "glucose-interstitial" : "glucose";
        return new(GattCharacteristic.Glucose, receivedMs, [GattValue.Of(kind, unit, value)])
        {
            Time = (Status & TimeFault) != 0 ? null : BaseTime?.AddMinutes(OffsetMinutes),
            Sequence = Sequence,
        };
    }

    private GattRefusal? WhyNot() =>
        Type == ControlSolution || Location == ControlPlace ? GattRefusal.NotAPerson
        : (Status & TooHigh) != 0 ? GattRefusal.TooHigh
        : (Status & TooLow) != 0 ? GattRefusal.TooLow
        : (Status & Faults) != 0 || !HasConcentration ? GattRefusal.Failed
        : Concentration is null ? GattRefusal.NotANumber
        : null;
}
