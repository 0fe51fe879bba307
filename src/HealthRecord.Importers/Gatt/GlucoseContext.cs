namespace HealthRecord.Importers.Gatt;

/// <summary>Glucose Measurement Context, 2A34 (Glucose Service 1.0.1, section 3.2): what the user told the meter beside a value.</summary>
/// <param name="Sequence">Of the measurement it belongs to.</param>
/// <param name="Meal">1 before, 2 after, 3 fasting, 4 casual, 5 bedtime.</param>
/// <param name="HasMore">Carbohydrates, exercise, medication or another figure, which are not kept.</param>
internal sealed record GlucoseContext(int Sequence, int? Meal, bool HasMore)
{
    // Of carbohydrates, health, exercise, medication and glycated haemoglobin, behind the meal or before it.
    private const int More = 0b0101_1101;

    /// <returns>Null when bytes are missing.</returns>
    public static GlucoseContext? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var sequence = bytes.U16();
        if ((flags & 128) != 0)
            bytes.U8();
        if ((flags & 1) != 0)
        {
            bytes.U8();
            bytes.SFloat();
        }
        int? meal = (flags & 2) != 0 ? bytes.U8() : null;
        return bytes.IsShort ? null : new(sequence, meal, (flags & More) != 0);
    }

    public string? Moment =>
        Meal switch
        {
            1 => "before-meal",
            2 => "after-meal",
            3 => "fasting",
            5 => "bedtime",
            _ => null,
        };
}
