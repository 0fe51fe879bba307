using HealthRecord.Importers.Gatt;
using Xunit;

namespace HealthRecord.Importers.Tests.Gatt;

/// <summary>Bytes as a device sends them, written in hexadecimal.</summary>
internal static class Packets
{
    public const long Received = 1_740_900_000_000;

    public static byte[] Hex(string hex) =>
        Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    public static GattPacket Packet(
        GattCharacteristic characteristic,
        string hex,
        long at = Received
    ) => new(characteristic, Hex(hex), at);

    public static GattMeasurement Only(GattCharacteristic characteristic, string hex) =>
        Assert.Single(GattBacklog.Of([Packet(characteristic, hex)]).Measurements);
}
