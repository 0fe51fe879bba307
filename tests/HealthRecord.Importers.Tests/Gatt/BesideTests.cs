using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Gatt;
using Xunit;
using static HealthRecord.Importers.Tests.Gatt.Packets;

namespace HealthRecord.Importers.Tests.Gatt;

/// <summary>What a device tells beside its one number: kept where the record has a place for it, named where it has none.</summary>
public sealed class BesideTests
{
    [Fact]
    public void Times_between_beats_stand_where_their_beats_were()
    {
        // 1004 and 1010 of 1024 parts of a second, oldest first.
        var told = Only(GattCharacteristic.HeartRate, "163dec03f203");

        Assert.Equal(
            [
                ("heart-rate", "/min", new WrittenNumber(61, 0), 0L),
                ("rr-interval", "ms", new WrittenNumber(9805, -1), 986L),
                ("rr-interval", "ms", new WrittenNumber(9863, -1), 0L),
            ],
            told.Values.Select(v => (v.Kind.Code, v.Unit.Ucum, v.Value, v.BeforeMs))
        );
        Assert.Empty(told.Remarks);
    }

    [Fact]
    public void Every_count_of_a_beat_stays_another_number()
    {
        var written = Enumerable
            .Range(246, 2800)
            .Select(count =>
                Only(GattCharacteristic.HeartRate, $"1048{count & 255:x2}{count >> 8:x2}")
                    .Values[1]
                    .Value
            );

        Assert.Equal(2800, written.Distinct().Count());
    }

    [Fact]
    public void A_beat_that_was_missed_is_named_and_costs_neither_the_rate_nor_its_neighbours()
    {
        var told = Only(GattCharacteristic.HeartRate, "1048 0004 ffff 0004");

        Assert.Equal(
            ["heart-rate", "rr-interval", "rr-interval"],
            told.Values.Select(v => v.Kind.Code)
        );
        // 63 999 ms and a second lie between them: what was not kept has passed all the same.
        Assert.Equal([64_999L, 0L], told.Values.Skip(1).Select(v => v.BeforeMs));
        Assert.Equal([GattRemark.BeatsLeftOut], told.Remarks);
    }

    [Theory]
    [InlineData("04 6e0100ff 01", GattSite.Armpit)]
    [InlineData("04 6e0100ff 03", GattSite.Ear)]
    [InlineData("066e0100ff e9070301070000 02", GattSite.Body)]
    [InlineData("04 6e0100ff 09", GattSite.Eardrum)]
    [InlineData("04 6e0100ff 00", null)]
    [InlineData("04 6e0100ff 0a", null)]
    [InlineData("00 6e0100ff", null)]
    public void A_thermometer_says_where_it_measured(string hex, GattSite? site) =>
        Assert.Equal(site, Only(GattCharacteristic.Temperature, hex).Site);

    [Fact]
    public void What_a_thermometer_says_of_itself_counts_where_the_measurement_says_nothing()
    {
        var told = GattBacklog
            .Of([
                Packet(GattCharacteristic.TemperatureType, "03"),
                Packet(GattCharacteristic.Temperature, "00 6e0100ff"),
                Packet(GattCharacteristic.Temperature, "04 6f0100ff 06"),
                Packet(GattCharacteristic.Temperature, "00 ffff7f00"),
            ])
            .Measurements;

        Assert.Equal([GattSite.Ear, GattSite.Mouth, null], told.Select(m => m.Site));
        Assert.Null(
            Assert
                .Single(
                    GattBacklog
                        .Of([
                            Packet(GattCharacteristic.TemperatureType, "ff"),
                            Packet(GattCharacteristic.Temperature, "00 6e0100ff"),
                        ])
                        .Measurements
                )
                .Site
        );
    }

    [Theory]
    [InlineData(GattCharacteristic.OxygenSpot, "00 6100 4200", false)]
    [InlineData(GattCharacteristic.OxygenContinuous, "00 6100 4200", false)]
    // A fast pair, a slow pair, both, and what comes after them.
    [InlineData(GattCharacteristic.OxygenContinuous, "01 6100 4200 6000 4100", true)]
    [InlineData(GattCharacteristic.OxygenContinuous, "02 6100 4200 6000 4100", true)]
    [InlineData(
        GattCharacteristic.OxygenContinuous,
        "0f 6100 4200 6000 4100 6200 4300 2000 000000",
        true
    )]
    public void Saturation_and_pulse_are_kept_as_the_pair_they_are(
        GattCharacteristic characteristic,
        string hex,
        bool hasMore
    )
    {
        var told = Only(characteristic, hex);

        Assert.Equal(
            [("spo2", 97L), ("pulse-oximeter-rate", 66L)],
            told.Values.Select(v => (v.Kind.Code, v.Value.Digits))
        );
        Assert.Equal(hasMore, told.Remarks.Contains(GattRemark.LeftOut));
    }

    [Theory]
    [InlineData("1f000000", true, true, true, 0.1, 0.2)]
    [InlineData("38000000", false, false, false, 0.005, 0.01)]
    [InlineData("09000000", true, false, false, 0.5, 1.0)]
    // Steps of a height behind those of a weight.
    [InlineData("a2010000", false, true, false, 0.05, 0.1)]
    public void A_scale_says_what_it_can_and_how_finely_it_weighs(
        string hex,
        bool time,
        bool users,
        bool bmi,
        double kilograms,
        double pounds
    )
    {
        var told = GattBacklog.Of([Packet(GattCharacteristic.ScaleFeature, hex)]);

        Assert.Empty(told.Measurements);
        Assert.Equal(
            (time, users, bmi, kilograms, pounds),
            (
                told.Scale!.KeepsTime,
                told.Scale.KnowsUsers,
                told.Scale.TellsBmi,
                told.Scale.Step!.Value.ToDouble(),
                told.Scale.StepInPounds!.Value.ToDouble()
            )
        );
    }

    [Theory]
    // It does not say; reserved; too short to be one.
    [InlineData("00000000", true)]
    [InlineData("40000000", true)]
    [InlineData("78000000", true)]
    [InlineData("1f00", false)]
    public void A_scale_that_does_not_say_how_finely_is_not_asked_further(string hex, bool isOne)
    {
        var told = GattBacklog.Of([Packet(GattCharacteristic.ScaleFeature, hex)]);

        Assert.Equal(isOne, told.Scale is not null);
        Assert.Null(told.Scale?.Step);
    }

    [Theory]
    [InlineData("06000101", false)]
    [InlineData("06000106", false)]
    // Operator, operand and operation that it does not know; a procedure that it did not complete.
    [InlineData("06000104", true)]
    [InlineData("06000109", true)]
    [InlineData("06000102", true)]
    [InlineData("06000108", true)]
    [InlineData("05000300", false)]
    public void A_refusal_of_a_meter_is_told_from_its_end(string hex, bool isRefusal)
    {
        var answer = RecordAccess.Read(Hex(hex))!;

        Assert.Equal(isRefusal, answer.IsRefusal);
        Assert.False(answer is { IsRefusal: true, IsEnd: true });
    }
}
