using HealthRecord.Domain.Time;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Gatt;

/// <summary>When measurements were: the device's clock where the person lived, or the moment of reception. One of these for one device, in the order of arrival.</summary>
public sealed class GattTimes(ZoneTimeline zones)
{
    private const long DayMs = 86_400_000;
    private const long SlackMs = 600_000;

    private readonly LocalTimes local = new(zones);

    /// <returns>Milliseconds since 1970-01-01T00:00:00Z.</returns>
    public long MsOf(GattMeasurement measurement) =>
        measurement.Time is { } time ? local.ToMs(time) : measurement.ReceivedMs;

    /// <summary>
    /// The device's clock and the reception are more than a day apart, or the device is in the future. A stored measurement
    /// is meant to be old, so a person decides.
    /// </summary>
    public static bool IsApart(long deviceMs, long receivedMs) =>
        deviceMs < receivedMs - DayMs || deviceMs > receivedMs + SlackMs;

    /// <summary>Nothing is measured after tomorrow: such a time cannot be kept.</summary>
    public static bool IsImpossible(long deviceMs, long receivedMs) =>
        deviceMs > receivedMs + DayMs;
}
