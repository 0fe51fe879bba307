using HealthRecord.Domain.Measures;

namespace HealthRecord.Importers.Gatt;

/// <summary>Temperature Measurement, 2A1C (Health Thermometer Service 1.0, section 3.1).</summary>
/// <param name="Site">Number of a <see cref="GattSite"/>; another one is reserved.</param>
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

    /// <summary>Null for a number that stands for no place.</summary>
    public static GattSite? SiteOf(int? number) =>
        number is { } site && Enum.IsDefined((GattSite)site) ? (GattSite)site : null;

    public GattMeasurement Measured(long receivedMs) =>
        Temperature is { } temperature
            ? new(
                GattCharacteristic.Temperature,
                receivedMs,
                [GattValue.Of("body-temperature", Fahrenheit ? "[degF]" : "Cel", temperature)]
            )
            {
                Time = Time,
                Site = SiteOf(Site),
            }
            : GattMeasurement.Refused(
                GattCharacteristic.Temperature,
                receivedMs,
                GattRefusal.NotANumber
            );
}
