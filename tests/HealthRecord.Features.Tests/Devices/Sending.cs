using HealthRecord.Domain;
using HealthRecord.Features.Devices;
using HealthRecord.Features.Platform.Data;
using HealthRecord.Features.Platform.Security;
using HealthRecord.Importers.Gatt;
using HealthRecord.TestKit;

namespace HealthRecord.Features.Tests.Devices;

/// <summary>What devices send in these tests, and short ways to keep it.</summary>
internal static class Sending
{
    public static readonly long Received = RecordHost.Start.ToUnixTimeMilliseconds();

    /// <summary>70 kg, from a scale without a clock.</summary>
    public static readonly GattPacket Weight = Packet(GattCharacteristic.Weight, "00b036");

    public static GattPacket Packet(
        GattCharacteristic characteristic,
        string hex,
        long later = 0
    ) =>
        new(
            characteristic,
            Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)),
            Received + later
        );

    /// <summary>A blood pressure of user 1, measured at noon (by the device) of a day of November 2026.</summary>
    public static GattPacket Pressure(int systolic, int day, long later = 0) =>
        Packet(
            GattCharacteristic.BloodPressure,
            $"1e {systolic:x2}00 5000 5d00 ea07 0b {day:x2} 0c0000 4800 01 0000",
            later
        );

    public static IReadOnlyList<GattMeasurement> Measurements(params GattPacket[] packets) =>
        GattBacklog.Of(packets).Measurements;

    public static IReadOnlyList<DeviceReading> Readings(params GattPacket[] packets) =>
        [.. Measurements(packets).Select(m => new DeviceReading(m))];

    public static async Task<SavedReadings> SaveAsync(
        this RecordHost host,
        Actor actor,
        PersonId person,
        IReadOnlyList<DeviceReading> readings,
        CancellationToken ct,
        string device = "BM57"
    ) =>
        (
            await host.Get<SaveDeviceReadings>()
                .RunAsync(actor, person, device, readings, Ids.New(), ct)
        ).Value;
}
