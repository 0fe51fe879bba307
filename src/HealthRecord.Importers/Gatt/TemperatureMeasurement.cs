using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Temperature Measurement, 2A1C (Health Thermometer Service 1.0, section 3.1).</summary>
/// <param name="Site">1 armpit, 2 body, 3 ear, 4 finger, 5 gut, 6 mouth, 7 rectum, 8 toe, 9 ear drum.</param>
internal sealed record TemperatureMeasurement(
    bool Fahrenheit,
    WrittenNumber? Temperature,
    DateTime? Time,
    int? Site
)
{
    /// <returns>Null when bytes are missing.</returns>
    public static TemperatureMeasurement? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var read = new TemperatureMeasurement(
            (flags & 1) != 0,
            bytes.Float(),
            (flags & 2) != 0 ? bytes.Time() : null,
            (flags & 4) != 0 ? bytes.U8() : null
        );
        return bytes.IsShort ? null : read;
    }

    public GattMeasurement Measured(long receivedMs) =>
        Temperature is { } temperature
            ? new(
                GattCharacteristic.Temperature,
                receivedMs,
                [GattValue.Of("body-temperature", Fahrenheit ? "[degF]" : "Cel", temperature)]
            )
            {
                Time = Time,
            }
            : GattMeasurement.Refused(
                GattCharacteristic.Temperature,
                receivedMs,
                GattRefusal.NotANumber
            );
}
