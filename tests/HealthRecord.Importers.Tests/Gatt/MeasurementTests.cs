using HealthRecord.Domain.Measures;
using HealthRecord.Domain.Time;
using HealthRecord.Importers.Gatt;
using Xunit;
using static HealthRecord.Importers.Tests.Gatt.Packets;

namespace HealthRecord.Importers.Tests.Gatt;

public sealed class MeasurementTests
{
    [Theory]
    [InlineData(GattCharacteristic.BloodPressure, "00 ff07 ff07 ff07", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.BloodPressure, "00 7800 0008 5d00", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.BloodPressure, "00 fe07 5000 5d00", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.BloodPressure, "00 0208 5000 5d00", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.BloodPressure, "00 0108 5000 5d00", GattRefusal.NotANumber)]
    // The mantissa of NaN stands for no number with another exponent either: it would read as 204.7.
    [InlineData(GattCharacteristic.BloodPressure, "00 fff7 5000 5d00", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.Temperature, "00 ffff7f00", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.Temperature, "00 00008000", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.Temperature, "00 feff7f00", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.Temperature, "00 02008000", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.Temperature, "00 6e01007f", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.Weight, "00 ffff", GattRefusal.Failed)]
    [InlineData(GattCharacteristic.BodyComposition, "0000 ffff", GattRefusal.Failed)]
    [InlineData(GattCharacteristic.HeartRate, "04 48", GattRefusal.NoContact)]
    [InlineData(GattCharacteristic.HeartRate, "00 00", GattRefusal.Failed)]
    [InlineData(
        GattCharacteristic.Glucose,
        "02 0600 e407040d10260a ff07 11",
        GattRefusal.NotANumber
    )]
    [InlineData(
        GattCharacteristic.Glucose,
        "02 0600 e407040d10260a 78b0 4a",
        GattRefusal.NotAPerson
    )]
    [InlineData(
        GattCharacteristic.Glucose,
        "0a 0600 e407040d10260a 78b0 11 2000",
        GattRefusal.TooHigh
    )]
    [InlineData(
        GattCharacteristic.Glucose,
        "0a 0600 e407040d10260a 78b0 11 4000",
        GattRefusal.TooLow
    )]
    [InlineData(
        GattCharacteristic.Glucose,
        "0a 0600 e407040d10260a 78b0 11 0400",
        GattRefusal.Failed
    )]
    [InlineData(GattCharacteristic.Glucose, "00 0600 e407040d10260a", GattRefusal.Failed)]
    [InlineData(GattCharacteristic.OxygenSpot, "00 ff07 4200", GattRefusal.NotANumber)]
    [InlineData(GattCharacteristic.OxygenSpot, "02 6100 4200 0004", GattRefusal.NotAPerson)]
    [InlineData(GattCharacteristic.OxygenSpot, "02 6100 4200 0080", GattRefusal.Questionable)]
    [InlineData(GattCharacteristic.OxygenContinuous, "04 6100 4200 0020", GattRefusal.Failed)]
    [InlineData((GattCharacteristic)0x1234, "00", GattRefusal.Unknown)]
    public void What_is_no_measurement_is_refused_by_name(
        GattCharacteristic characteristic,
        string hex,
        GattRefusal reason
    )
    {
        var refused = Only(characteristic, hex);

        Assert.Equal(reason, refused.Refusal);
        Assert.Empty(refused.Values);
    }

    [Fact]
    public void A_pulse_counts_only_where_the_packet_says_so_and_a_mean_of_nothing_is_none()
    {
        var without = Only(GattCharacteristic.BloodPressure, "00 7800 5000 0000 4800").Values[0];
        var with = Only(GattCharacteristic.BloodPressure, "04 7800 5000 ff07 4800").Values[0];

        Assert.Equal([new WrittenNumber(80, 0), null, null], without.Parts!.Rest);
        Assert.Equal([new WrittenNumber(80, 0), null, new WrittenNumber(72, 0)], with.Parts!.Rest);
    }

    [Fact]
    public void Kilopascals_become_millimetres_of_mercury()
    {
        // 16.0 and 10.7 kPa.
        var value = Only(GattCharacteristic.BloodPressure, "01 a0f0 6bf0 0000").Values[0];

        Assert.Equal(new WrittenNumber(1200, -1), value.Value);
        Assert.Equal(new WrittenNumber(803, -1), value.Parts!.Rest[0]);
        Assert.Equal("mm[Hg]", value.Unit.Ucum);
    }

    [Fact]
    public void Pounds_and_degrees_Fahrenheit_stay_what_they_are()
    {
        var weight = Only(GattCharacteristic.Weight, "01 a43a").Values[0];
        var fever = Only(GattCharacteristic.Temperature, "01 e90300ff").Values[0];

        Assert.Equal(("[lb_av]", new WrittenNumber(15012, -2)), (weight.Unit.Ucum, weight.Value));
        Assert.Equal(("[degF]", new WrittenNumber(1001, -1)), (fever.Unit.Ucum, fever.Value));
    }

    [Fact]
    public void Moles_become_millimoles()
    {
        // 6.7 mmol/L as 67 and an exponent of -4.
        var value = Only(GattCharacteristic.Glucose, "06 0700 e407040d10260a 43c0 11").Values[0];

        Assert.Equal(("mmol/L", new WrittenNumber(67, -1)), (value.Unit.Ucum, value.Value));
    }

    [Fact]
    public void The_offset_of_a_meter_goes_back_too()
    {
        var back = Only(GattCharacteristic.Glucose, "03 0700 e407040d10260a c4ff 78b0 11");

        Assert.Equal(new DateTime(2020, 4, 13, 15, 38, 10), back.Time);
    }

    [Fact]
    public void The_device_says_beside_a_pressure_what_may_be_wrong_with_it() =>
        Assert.Equal(
            [GattRemark.Movement, GattRemark.IrregularPulse],
            Only(GattCharacteristic.BloodPressure, "10 7800 5000 5d00 0500").Remarks
        );

    [Fact]
    public void Two_packets_are_one_body_composition()
    {
        var whole = GattBacklog.Of([
            Packet(GattCharacteristic.BodyComposition, "0610 f500 e9070301062800 02"),
            Packet(GattCharacteristic.BodyComposition, "0016 ffff 8813 3435"),
        ]);

        var one = Assert.Single(whole.Measurements);
        Assert.Equal(["body-weight", "body-fat", "impedance"], one.Values.Select(v => v.Kind.Code));
        Assert.Equal((2, new DateTime(2025, 3, 1, 6, 40, 0)), (one.User, one.Time!.Value));
        Assert.Empty(one.Remarks);
    }

    [Fact]
    public void Of_two_packets_the_first_alone_is_kept_and_said_to_be_cut()
    {
        var half = Only(GattCharacteristic.BodyComposition, "0610 f500 e9070301062800 02");

        Assert.Equal("body-fat", Assert.Single(half.Values).Kind.Code);
        Assert.Contains(GattRemark.Cut, half.Remarks);
    }

    [Fact]
    public void A_weighing_told_by_two_services_is_one_weight()
    {
        var told = GattBacklog.Of([
            Packet(GattCharacteristic.Weight, "04 3435 02"),
            Packet(GattCharacteristic.BodyComposition, "0004 f500 3435", Received + 900),
        ]);

        Assert.Equal(
            ["body-weight", "body-fat"],
            told.Measurements.SelectMany(m => m.Values).Select(v => v.Kind.Code)
        );
        Assert.Equal([2, 2], told.Measurements.Select(m => m.User));
    }

    [Fact]
    public void What_a_device_sends_twice_stands_once()
    {
        const string cuff = "1e780050005d00e607050f0c22384800010000";

        var told = GattBacklog.Of([
            Packet(GattCharacteristic.BloodPressure, cuff),
            Packet(GattCharacteristic.BloodPressure, cuff, Received + 5000),
        ]);

        Assert.Single(told.Measurements);
    }

    [Fact]
    public void A_context_joins_its_measurement_by_the_sequence()
    {
        var told = GattBacklog.Of([
            Packet(GattCharacteristic.Glucose, "12 0600 e407040d10260a 78b0 11"),
            Packet(GattCharacteristic.Glucose, "02 0700 e407040d12260a 96b0 11"),
            Packet(GattCharacteristic.GlucoseContext, "03 0600 01 14d0 01"),
            Packet(GattCharacteristic.RecordAccess, "06000101"),
        ]);

        Assert.Equal(["before-meal", null], told.Measurements.Select(m => m.Moment));
        Assert.Contains(GattRemark.LeftOut, told.Measurements[0].Remarks);
        Assert.True(told.Access!.IsEnd);
    }

    [Theory]
    [InlineData("02 7800 5000 5d00 0000 05 0f 0c2238")]
    [InlineData("02 7800 5000 5d00 e607 00 0f 0c2238")]
    [InlineData("02 7800 5000 5d00 e607 02 1e 0c2238")]
    [InlineData("02 7800 5000 5d00 e607 05 0f 192238")]
    [InlineData("02 7800 5000 5d00 ffff 05 0f 0c2238")]
    public void A_clock_that_shows_no_time_is_no_clock(string hex)
    {
        var told = Only(GattCharacteristic.BloodPressure, hex);

        Assert.Null(told.Time);
        Assert.Null(told.Refusal);
        Assert.Equal(Received, new GattTimes(ZoneTimeline.Of("Europe/Paris")).MsOf(told));
        Assert.Null(told.IdentityOf(told.Values[0]));
    }

    [Fact]
    public void The_clock_of_a_device_stands_where_the_person_lives()
    {
        var told = Only(GattCharacteristic.BloodPressure, "1e780050005d00e607050f0c22384800010000");

        var paris = new GattTimes(ZoneTimeline.Of("Europe/Paris")).MsOf(told);

        Assert.Equal(
            new DateTime(2022, 5, 15, 10, 34, 56, DateTimeKind.Utc),
            DateTime.UnixEpoch.AddMilliseconds(paris)
        );
        Assert.True(GattTimes.IsApart(paris, Received));
    }

    [Fact]
    public void Only_the_future_and_what_is_older_than_a_day_is_asked_about()
    {
        const long hour = 3_600_000;

        Assert.False(GattTimes.IsApart(Received - (23 * hour), Received));
        Assert.True(GattTimes.IsApart(Received - (25 * hour), Received));
        Assert.True(GattTimes.IsApart(Received + hour, Received));
        Assert.False(GattTimes.IsImpossible(Received + hour, Received));
        Assert.True(GattTimes.IsImpossible(Received + (25 * hour), Received));
    }

    [Fact]
    public void The_same_value_has_the_same_name_whenever_it_is_read()
    {
        const string cuff = "1e780050005d00e607050f0c22384800010000";
        var first = Only(GattCharacteristic.BloodPressure, cuff);
        var later = GattBacklog
            .Of([Packet(GattCharacteristic.BloodPressure, cuff, Received + 86_400_000)])
            .Measurements[0];
        var other = Only(
            GattCharacteristic.BloodPressure,
            cuff.Replace("7800", "7900", StringComparison.Ordinal)
        );

        Assert.Equal(first.IdentityOf(first.Values[0]), later.IdentityOf(later.Values[0]));
        Assert.NotEqual(first.IdentityOf(first.Values[0]), other.IdentityOf(other.Values[0]));
    }
}
