using HealthRecord.Domain.Measures;
using HealthRecord.Importers.Gatt;
using Xunit;
using static HealthRecord.Importers.Tests.Gatt.Packets;

namespace HealthRecord.Importers.Tests.Gatt;

/// <summary>Every published or captured example, down to its last field.</summary>
public sealed class VectorTests
{
    [Fact]
    public void A_blood_pressure_with_everything()
    {
        var read = BloodPressureMeasurement.Read(Hex("1e780050005d00e607050f0c22384800010000"))!;

        Assert.False(read.Kilopascals);
        Assert.Equal((N(120), N(80), N(93)), (read.Systolic, read.Diastolic, read.Mean));
        Assert.Equal(new DateTime(2022, 5, 15, 12, 34, 56), read.Time);
        Assert.Equal((N(72), 1, 0), (read.Pulse, read.User, read.Status));
    }

    [Fact]
    public void A_blood_pressure_with_decimals_and_nothing_else()
    {
        var read = BloodPressureMeasurement.Read(Hex("00b5f425f33c00"))!;

        Assert.Equal((N(1205, -1), N(805, -1), N(60)), (read.Systolic, read.Diastolic, read.Mean));
        Assert.Null(read.Time);
        Assert.Null(read.Pulse);
        Assert.Null(read.User);
    }

    [Fact]
    public void A_weight_alone() =>
        Assert.Equal(N(700, -1), WeightMeasurement.Read(Hex("00b036"))!.Weight);

    [Fact]
    public void A_weight_with_everything()
    {
        var read = WeightMeasurement.Read(Hex("0e3435e907030106280002e100cc06"))!;

        Assert.Equal(N(681, -1), read.Weight);
        Assert.Equal(new DateTime(2025, 3, 1, 6, 40, 0), read.Time);
        Assert.Equal((2, N(225, -1)), (read.User, read.Bmi));
        Assert.Equal(1.74, read.Height!.Value.ToDouble());
    }

    [Fact]
    public void A_body_composition()
    {
        var read = BodyCompositionMeasurement.Read(Hex("1204f500e90703010628009c013435"))!;

        Assert.Equal((N(245, -1), N(412, -1)), (read.Fat, read.Muscle));
        Assert.Equal(N(681, -1), read.Weight);
        Assert.Equal(new DateTime(2025, 3, 1, 6, 40, 0), read.Time);
    }

    [Fact]
    public void A_temperature()
    {
        var read = TemperatureMeasurement.Read(Hex("066e0100ffe907030107000002"))!;

        Assert.Equal((false, N(366, -1), 2), (read.Fahrenheit, read.Temperature, read.Site));
        Assert.Equal(new DateTime(2025, 3, 1, 7, 0, 0), read.Time);
    }

    [Fact]
    public void A_heart_rate_alone()
    {
        var read = HeartRateMeasurement.Read(Hex("0048"))!;

        Assert.Equal(72, read.Rate);
        Assert.Null(read.Contact);
    }

    [Fact]
    public void A_heart_rate_with_contact_and_beats()
    {
        var read = HeartRateMeasurement.Read(Hex("163dec03f203"))!;

        Assert.Equal((61, true), (read.Rate, read.Contact));
        Assert.Equal([980.47, 986.33], read.Intervals.Select(i => Math.Round(i / 1.024, 2)));
    }

    [Fact]
    public void The_capture_of_a_real_glucose_meter()
    {
        var read = GlucoseMeasurement.Read(Hex("030600e407040d10260a000078b0f1"))!;

        Assert.Equal((6, 0), (read.Sequence, read.OffsetMinutes));
        Assert.Equal(new DateTime(2020, 4, 13, 16, 38, 10), read.BaseTime);
        Assert.Equal(0.0012, read.Concentration!.Value.ToDouble(), 12);
        Assert.Equal((1, 15), (read.Type, read.Location));
        var value = Assert.Single(read.Measured(Received).Values);
        Assert.Equal(("glucose", "mg/dL", N(120)), (value.Kind.Code, value.Unit.Ucum, value.Value));
    }

    [Fact]
    public void A_spot_check_of_oxygen()
    {
        var read = OxygenMeasurement.ReadSpot(Hex("0061004200"))!;

        Assert.Equal((N(97), N(66)), (read.Oxygen, read.Pulse));
    }

    [Fact]
    public void A_continuous_measurement_of_oxygen()
    {
        var read = OxygenMeasurement.ReadContinuous(Hex("00e8f384f3"))!;

        Assert.Equal(100, read.Oxygen!.Value.ToDouble());
        Assert.Equal(90, read.Pulse!.Value.ToDouble());
    }

    [Fact]
    public void What_is_asked_of_a_meter()
    {
        Assert.Equal(Hex("0101"), RecordAccess.All);
        Assert.Equal(Hex("0401"), RecordAccess.HowMany);
        Assert.Equal(Hex("0106"), RecordAccess.Last);
        Assert.Equal(Hex("0103013412"), RecordAccess.From(0x1234));
        Assert.Equal(new RecordAccess(258, null), RecordAccess.Read(Hex("05000201")));
        Assert.Equal(
            new RecordAccess(null, RecordAccess.NoRecords),
            RecordAccess.Read(Hex("06000106"))
        );
        Assert.Null(RecordAccess.Read(Hex("0101")));
    }

    private static WrittenNumber N(long digits, sbyte exponent = 0) => new(digits, exponent);
}
