using System.Text;
using Xunit;

namespace HealthRecord.Importers.Tests.Nightscout;

public sealed class NightscoutTests
{
    [Fact]
    public void An_entry_is_a_sensor_reading_with_its_own_name_and_offset()
    {
        var file = Import(
            """[{"_id":"65e1a","date":1709280000000,"dateString":"2024-03-01T08:00:00.000Z","sgv":120,"direction":"Flat","type":"sgv","device":"xDrip","utcOffset":60}]"""
        );

        Assert.Equal(
            ("glucose-interstitial", "mg/dL", 120d),
            (file.Only.Kind.Code, file.Only.Unit?.Ucum, file.Only.Value.ToDouble())
        );
        Assert.Equal(
            (1_709_280_000_000, "+01:00", "65e1a", "xDrip"),
            (file.Only.StartMs, file.Only.Zone, file.Only.Identity?.Id, file.Only.Source.Name)
        );
    }

    [Fact]
    public void The_list_may_be_wrapped()
    {
        var file = Import(
            """{"status":200,"result":[{"identifier":"9f","date":1709280000000,"sgv":120,"type":"sgv","device":"AAPS"}]}"""
        );

        Assert.Equal((120d, "9f"), (file.Only.Value.ToDouble(), file.Only.Identity?.Id));
    }

    [Fact]
    public void Below_39_it_is_an_error_code()
    {
        var file = Import(
            """[{"_id":"a","date":1709280000000,"sgv":38,"dateString":"x"},{"_id":"b","date":1709280300000,"sgv":39,"dateString":"x"}]"""
        );

        Assert.Equal(39, file.Only.Value.ToDouble());
        Assert.Equal(
            (RefusalReason.Sentinel, "38"),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Text)
        );
    }

    [Fact]
    public void A_meter_is_another_kind_and_a_calibration_is_none()
    {
        var file = Import(
            """[{"_id":"a","date":1709280000000,"sgv":100,"type":"sgv"},{"_id":"b","date":1709280300000,"mbg":110,"type":"mbg"},{"_id":"c","date":1709280300000,"slope":900,"type":"cal"}]"""
        );

        Assert.Equal(["glucose-interstitial", "glucose"], file.Readings.Select(r => r.Kind.Code));
        Assert.Equal(RefusalReason.NotAMeasurement, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void One_reading_that_two_programs_uploaded_has_two_sources()
    {
        var file = Import(
            """[{"_id":"a","date":1709280000000,"sgv":100,"device":"xDrip"},{"_id":"b","date":1709280000000,"sgv":100,"device":"share2"}]"""
        );

        Assert.Equal(["xDrip", "share2"], file.Readings.Select(r => r.Source.Name));
    }

    [Fact]
    public void Treatments_are_insulin_and_carbohydrates()
    {
        var file = Import(
            """[{"_id":"t1","eventType":"Meal Bolus","created_at":"2024-03-01T12:00:00+01:00","insulin":4.5,"carbs":60},{"_id":"t2","eventType":"Note","created_at":"2024-03-01T12:00:00Z"}]"""
        );

        Assert.Equal(
            [("insulin-dose", 4.5), ("carbohydrate-intake", 60d)],
            file.Readings.Select(r => (r.Kind.Code, r.Value.ToDouble()))
        );
        Assert.Equal("+01:00", file.Readings[0].Zone);
        Assert.Equal(RefusalReason.UnknownType, file.OnlyRefusal.Reason);
    }

    [Fact]
    public void The_table_without_a_header_is_known_by_its_first_row()
    {
        var file = Import(
            "\"2024-03-01T08:00:00.000Z\"\t1709280000000\t120\t\"Flat\"\t\"xDrip\"\n\"2024-03-01T08:05:00.000Z\"\t1709280300000\t10\t\"NONE\"\t\"xDrip\"\n"
        );

        Assert.Equal((120d, "xDrip"), (file.Only.Value.ToDouble(), file.Only.Source.Name));
        Assert.Equal(
            (RefusalReason.Sentinel, 2L),
            (file.OnlyRefusal.Reason, file.OnlyRefusal.Line)
        );
    }

    private static ImportedFile Import(string text) =>
        ImportedFile.Of(Encoding.UTF8.GetBytes(text));
}
