using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Body Composition Measurement, 2A9C (Body Composition Service 1.0, section 3.2). Masses in kilograms, or in pounds.</summary>
/// <param name="Fat">Percent; null when the device says that it failed.</param>
/// <param name="Basal">Kilojoules a day.</param>
/// <param name="Muscle">Percent: the record has a kind for the mass only.</param>
/// <param name="SoftLean">Mass without bones and fat: the record has no kind for it.</param>
/// <param name="Height">What was set for the user.</param>
/// <param name="Several">One of two packets that are one measurement.</param>
internal sealed record BodyCompositionMeasurement(
    bool Pounds,
    WrittenNumber? Fat,
    DateTime? Time,
    int? User,
    int? Basal,
    WrittenNumber? Muscle,
    WrittenNumber? MuscleMass,
    WrittenNumber? FatFree,
    WrittenNumber? SoftLean,
    WrittenNumber? Water,
    WrittenNumber? Impedance,
    WrittenNumber? Weight,
    WrittenNumber? Height,
    bool Several
)
{
    /// <returns>Null when bytes are missing.</returns>
    public static BodyCompositionMeasurement? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U16();
        var pounds = (flags & 1) != 0;
        var fat = bytes.U16();
        var time = (flags & 2) != 0 ? bytes.Time() : null;
        int? user =
            (flags & 4) != 0 && bytes.U8() is var index && index != WeightMeasurement.UnknownUser
                ? index
                : null;
        int? basal = (flags & 8) != 0 ? bytes.U16() : null;
        WrittenNumber? muscle = (flags & 16) != 0 ? GattNumbers.Tenths(bytes.U16()) : null;
        WrittenNumber? muscleMass = (flags & 32) != 0 ? Mass(bytes.U16()) : null;
        WrittenNumber? fatFree = (flags & 64) != 0 ? Mass(bytes.U16()) : null;
        WrittenNumber? softLean = (flags & 128) != 0 ? Mass(bytes.U16()) : null;
        WrittenNumber? water = (flags & 256) != 0 ? Mass(bytes.U16()) : null;
        WrittenNumber? impedance = (flags & 512) != 0 ? GattNumbers.Tenths(bytes.U16()) : null;
        WrittenNumber? weight = (flags & 1024) != 0 ? Mass(bytes.U16()) : null;
        WrittenNumber? height =
            (flags & 2048) != 0 ? new(bytes.U16(), pounds ? (sbyte)-1 : (sbyte)-3) : null;
        return bytes.IsShort
            ? null
            : new(
                pounds,
                fat == WeightMeasurement.Failed ? null : GattNumbers.Tenths(fat),
                time,
                user,
                basal,
                muscle,
                muscleMass,
                fatFree,
                softLean,
                water,
                impedance,
                weight,
                height,
                (flags & 4096) != 0
            );

        WrittenNumber Mass(int steps) => GattNumbers.Mass(steps, pounds);
    }

    /// <summary>Two packets as the one measurement that they are; what both say counts from the first.</summary>
    public BodyCompositionMeasurement With(BodyCompositionMeasurement second) =>
        new(
            Pounds,
            Fat ?? second.Fat,
            Time ?? second.Time,
            User ?? second.User,
            Basal ?? second.Basal,
            Muscle ?? second.Muscle,
            MuscleMass ?? second.MuscleMass,
            FatFree ?? second.FatFree,
            SoftLean ?? second.SoftLean,
            Water ?? second.Water,
            Impedance ?? second.Impedance,
            Weight ?? second.Weight,
            Height ?? second.Height,
            false
        );

    public GattMeasurement Measured(long receivedMs)
    {
        var mass = Pounds ? "[lb_av]" : "kg";
        var values = new List<GattValue>();
        Add("body-weight", mass, Weight);
        Add("body-fat", "%", Fat);
        Add("muscle-mass", mass, MuscleMass);
        Add("lean-mass", mass, FatFree);
        Add("body-water-mass", mass, Water);
        Add("impedance", "Ohm", Impedance);
        Add(
            "basal-metabolic-rate",
            "kcal/d",
            Basal is { } kj ? GattNumbers.Kilocalories(kj) : null
        );
        if (values.Count == 0)
            return GattMeasurement.Refused(
                GattCharacteristic.BodyComposition,
                receivedMs,
                GattRefusal.Failed
            );
        var remarks = new List<GattRemark>();
        if (Fat is null)
            remarks.Add(GattRemark.FatFailed);
        if ((Muscle ?? SoftLean ?? Height) is not null)
            remarks.Add(GattRemark.LeftOut);
        return new(GattCharacteristic.BodyComposition, receivedMs, values)
        {
            Time = Time,
            User = User,
            Remarks = remarks,
        };

        void Add(string kind, string unit, WrittenNumber? value)
        {
            if (GattNumbers.Positive(value) is { } number)
                values.Add(GattValue.Of(kind, unit, number));
        }
    }
}
