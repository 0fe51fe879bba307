using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Weight Scale Feature, 2A9E (Weight Scale Service 1.0, section 3.1): what a scale can, and how finely it weighs.</summary>
/// <param name="KeepsTime">It says when it weighed.</param>
/// <param name="KnowsUsers">It says which of its users stood on it.</param>
/// <param name="TellsBmi">It computes a body mass index.</param>
/// <param name="Step">Kilograms from one value to the next; null where it does not say.</param>
/// <param name="StepInPounds">The same when it is set to pounds.</param>
public sealed record ScaleFeature(
    bool KeepsTime,
    bool KnowsUsers,
    bool TellsBmi,
    WrittenNumber? Step,
    WrittenNumber? StepInPounds
)
{
    // In the order of their codes; the first says nothing, and those behind the last are reserved.
    private static readonly (WrittenNumber Kilograms, WrittenNumber Pounds)?[] Steps =
    [
        null,
        (new(5, -1), new(1, 0)),
        (new(2, -1), new(5, -1)),
        (new(1, -1), new(2, -1)),
        (new(5, -2), new(1, -1)),
        (new(2, -2), new(5, -2)),
        (new(1, -2), new(2, -2)),
        (new(5, -3), new(1, -2)),
    ];

    /// <returns>Null when bytes are missing.</returns>
    public static ScaleFeature? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U16();
        bytes.U16();
        var step = Steps.ElementAtOrDefault((flags >> 3) & 15);
        return bytes.IsShort
            ? null
            : new(
                (flags & 1) != 0,
                (flags & 2) != 0,
                (flags & 4) != 0,
                step?.Kilograms,
                step?.Pounds
            );
    }
}
