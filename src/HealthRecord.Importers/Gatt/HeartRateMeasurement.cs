namespace HealthRecord.Importers.Gatt;

/// <summary>Heart Rate Measurement, 2A37 (Heart Rate Service 1.0, section 3.1).</summary>
/// <param name="Rate">Beats a minute; 0 when none was found.</param>
/// <param name="Contact">Whether the sensor touches the skin; null when it cannot tell.</param>
/// <param name="Energy">Kilojoules since it was reset.</param>
/// <param name="Intervals">Between beats, in 1/1024 s, oldest first. The last beat is taken for the moment of the packet: each of the others was its follower's interval earlier.</param>
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
            [GattValue.Of("heart-rate", "/min", new(Rate, 0)), .. Beats()]
        )
        {
            Remarks = Intervals.All(IsPossible) ? [] : [GattRemark.BeatsLeftOut],
        };

    private List<GattValue> Beats()
    {
        var beats = new List<GattValue>();
        double before = 0;
        foreach (var interval in Intervals.Reverse())
        {
            // A tenth of a millisecond tells two counts of 1/1024 s apart.
            if (IsPossible(interval))
                beats.Add(
                    GattValue.Of(
                        "rr-interval",
                        "ms",
                        new((long)Math.Round(Ms(interval) * 10), -1)
                    ) with
                    {
                        BeforeMs = (long)Math.Round(before),
                    }
                );
            before += Ms(interval);
        }
        beats.Reverse();
        return beats;
    }

    /// <summary>From 20 to 250 beats a minute, as the catalogue has it: beyond that it is the sensor, not the heart.</summary>
    private static bool IsPossible(int interval) => Ms(interval) is >= 240 and <= 3000;

    private static double Ms(int interval) => interval * 1000 / 1024.0;

    private static GattMeasurement Refused(long receivedMs, GattRefusal refusal) =>
        GattMeasurement.Refused(GattCharacteristic.HeartRate, receivedMs, refusal);
}
