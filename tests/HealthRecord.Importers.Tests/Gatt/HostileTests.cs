using CsCheck;
using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Gatt;
using Xunit;

namespace HealthRecord.Importers.Tests.Gatt;

/// <summary>Whatever comes over the air, it is decoded, or refused by name.</summary>
public sealed class HostileTests
{
    private static readonly GattCharacteristic[] Known =
    [
        .. Enum.GetValues<GattCharacteristic>(),
        (GattCharacteristic)1,
    ];

    private static readonly Gen<GattCharacteristic> Any = Gen.Int[0, Known.Length - 1]
        .Select(i => Known[i]);

    public static TheoryData<GattCharacteristic, string> Whole =>
        new()
        {
            { GattCharacteristic.BloodPressure, "1e780050005d00e607050f0c22384800010000" },
            { GattCharacteristic.Weight, "0e3435e907030106280002e100cc06" },
            { GattCharacteristic.BodyComposition, "1204f500e90703010628009c013435" },
            { GattCharacteristic.Temperature, "066e0100ffe907030107000002" },
            { GattCharacteristic.Glucose, "030600e407040d10260a000078b0f1" },
            { GattCharacteristic.OxygenSpot, "0061004200" },
            { GattCharacteristic.OxygenContinuous, "00e8f384f3" },
            { GattCharacteristic.HeartRate, "0048" },
        };

    [Theory, MemberData(nameof(Whole))]
    public void A_packet_cut_anywhere_is_refused_as_cut(
        GattCharacteristic characteristic,
        string hex
    )
    {
        for (var length = 0; length < hex.Length; length += 2)
            Assert.Equal(
                GattRefusal.Truncated,
                Packets.Only(characteristic, hex[..length]).Refusal
            );
        Assert.Null(Packets.Only(characteristic, hex).Refusal);
        // A later version of the profile may add fields behind.
        Assert.Null(Packets.Only(characteristic, hex + "0000").Refusal);
    }

    [Fact]
    public void Any_bytes_become_measurements_of_numbers_or_refusals() =>
        Gen.Select(Any, Gen.Byte.Array[0, 40])
            .Array[0, 12]
            .Sample(
                packets =>
                {
                    var told = GattBacklog.Of(
                        packets.Select(p => new GattPacket(p.Item1, p.Item2, Packets.Received))
                    );
                    var times = new GattTimes(ZoneTimeline.Of("Europe/Paris"));
                    foreach (var one in told.Measurements)
                    {
                        Assert.NotEqual(one.Values.Count == 0, one.Refusal is null);
                        _ = times.MsOf(one);
                        Assert.All(one.Values, v => Assert.True(IsKept(v)));
                    }
                },
                iter: 20_000,
                threads: 1
            );

    /// <summary>Judged without an exception, and within what a month of readings can hold.</summary>
    private static bool IsKept(GattValue value)
    {
        _ = Plausibility.Judge(value.Kind, value.Unit, value.Value, value.Parts, 0);
        return value.Value.Exponent is >= -18 and <= 18 && double.IsFinite(value.Value.ToDouble());
    }
}
