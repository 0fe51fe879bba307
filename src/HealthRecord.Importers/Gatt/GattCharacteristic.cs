namespace HealthRecord.Importers.Gatt;

/// <summary>What a device sends, by the 16-bit number that the Bluetooth SIG assigned to it (Assigned Numbers, section 3.8).</summary>
public enum GattCharacteristic
{
    Temperature = 0x2A1C,

    /// <summary>Where a thermometer always measures; read, not sent.</summary>
    TemperatureType = 0x2A1D,
    Glucose = 0x2A18,
    GlucoseContext = 0x2A34,
    BloodPressure = 0x2A35,
    HeartRate = 0x2A37,
    RecordAccess = 0x2A52,
    OxygenSpot = 0x2A5E,
    OxygenContinuous = 0x2A5F,
    BodyComposition = 0x2A9C,
    Weight = 0x2A9D,

    /// <summary>What a scale can; read, not sent.</summary>
    ScaleFeature = 0x2A9E,
}

/// <summary>One notification or indication as it came over the air.</summary>
/// <param name="Characteristic">May be none of the known ones: it comes from outside.</param>
/// <param name="ReceivedMs">Milliseconds since 1970-01-01T00:00:00Z.</param>
public sealed record GattPacket(
    GattCharacteristic Characteristic,
    ReadOnlyMemory<byte> Bytes,
    long ReceivedMs
);
