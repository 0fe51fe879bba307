namespace HealthRecord.Importers.Gatt;

/// <summary>Heart Rate Measurement, 2A37 (Heart Rate Service 1.0, section 3.1).</summary>
/// <param name="Rate">Beats a minute; 0 when none was found.</param>
/// <param name="Contact">Whether the sensor touches the skin; null when it cannot tell.</param>
/// <param name="Energy">Kilojoules since it was reset.</param>
/// <param name="Intervals">Between beats, in 1/1024 s, oldest first. Not kept: the packet does not tell when each of them was.</param>
internal sealed record HeartRateMeasurement(
    int Rate,
    bool? Contact,
    int? Energy,
    IReadOnlyList<int> Intervals
)
{
    /// <returns>Null when bytes are missing.</returns>
    public static HeartRateMeasurement? Read(ReadOnlySpan<byte> packet)
    {
        var bytes = new GattBytes(packet);
        var flags = bytes.U8();
        var rate = (flags & 1) != 0 ? bytes.U16() : bytes.U8();
        int? energy = (flags & 8) != 0 ? bytes.U16() : null;
        var intervals = new List<int>();
        while ((flags & 16) != 0 && bytes.Left > 0)
            intervals.Add(bytes.U16());
        return bytes.IsShort
            ? null
            : new(rate, (flags & 4) != 0 ? (flags & 2) != 0 : null, energy, intervals);
    }

    public GattMeasurement Measured(long receivedMs) =>
        Contact == false ? Refused(receivedMs, GattRefusal.NoContact)
        : Rate == 0 ? Refused(receivedMs, GattRefusal.Failed)
        : new(
            GattCharacteristic.HeartRate,
            receivedMs,
            [GattValue.Of("heart-rate", "/min", new(Rate, 0))]
        );

    private static GattMeasurement Refused(long receivedMs, GattRefusal refusal) =>
        GattMeasurement.Refused(GattCharacteristic.HeartRate, receivedMs, refusal);
}
