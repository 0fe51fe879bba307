using HealthRecord.TestKit;
using Xunit;

namespace HealthRecord.Importers.Tests.Apple;

public sealed class BloodPressureTests
{
    private const string At = "2026-03-01 06:40:00";
    private const string Systolic = "HKQuantityTypeIdentifierBloodPressureSystolic";
    private const string Diastolic = "HKQuantityTypeIdentifierBloodPressureDiastolic";

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void However_it_is_told_a_measurement_is_one_reading(bool twins, bool correlation)
    {
        var file = ImportedFile.Of(
            AppleExport.With().BloodPressure(At, 142, 85, twins: twins, correlation: correlation)
        );

        var reading = file.Only;
        Assert.Equal("blood-pressure", reading.Kind.Code);
        Assert.Equal(142, reading.Value.Digits);
        Assert.Equal([85L, null, null], reading.Parts?.Rest.Select(p => p?.Digits));
        Assert.Equal(Systolic, reading.Origin);
        Assert.Null(reading.Identity);
        Assert.Equal([(Diastolic, 1)], file.MergedByOrigin.Select(m => (m.Key, m.Value)));
        Assert.Empty(file.Refused);
    }

    [Fact]
    public void Each_route_names_the_measurement_alike()
    {
        var readings = new[] { (true, true), (true, false), (false, true) }.Select(r =>
            ImportedFile
                .Of(
                    AppleExport
                        .With()
                        .BloodPressure(At, 142, 85, twins: r.Item1, correlation: r.Item2)
                )
                .Only
        );
        Assert.Single(
            readings
                .Select(r => (r.Source, r.StartMs, r.DurationMs, r.Value, r.Unit, r.Identity))
                .Distinct()
        );
    }

    [Fact]
    public void The_order_in_the_file_does_not_matter()
    {
        var first = AppleExport.With().BloodPressure(At, 142, 85, twins: false);
        first.BloodPressure(At, 142, 85, correlation: false);
        var file = ImportedFile.Of(first);
        Assert.Single(file.Readings);
        Assert.Equal(2, file.Accounted().Values.Sum());
    }

    [Fact]
    public void The_pulse_comes_along_from_the_correlation() =>
        Assert.Equal(
            [85L, null, 71],
            ImportedFile
                .Of(AppleExport.With().BloodPressure(At, 142, 85, pulse: 71))
                .Only.Parts?.Rest.Select(p => p?.Digits)
        );

    [Fact]
    public void Two_measurements_in_one_second_stay_two()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .BloodPressure(At, 142, 85)
                .BloodPressure(At, 138, 82)
                .BloodPressure(At, 138, 82, source: "Withings")
        );
        Assert.Equal([142, 138, 138], file.Readings.Select(r => r.Value.Digits));
        Assert.Equal(3, file.MergedByOrigin[Diastolic]);
    }

    [Fact]
    public void Half_a_measurement_is_refused_under_its_own_name()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .Record("BloodPressureSystolic", At, "142", "mmHg")
                .Record("BloodPressureDiastolic", "2026-03-01 06:41:00", "85", "mmHg")
        );
        Assert.Empty(file.Readings);
        Assert.Equal(
            [(Systolic, RefusalReason.Incomplete), (Diastolic, RefusalReason.Incomplete)],
            file.Refused.Select(r => (r.Origin, r.Reason))
        );
    }

    [Fact]
    public void Exchanged_numbers_are_refused_both()
    {
        var file = ImportedFile.Of(AppleExport.With().BloodPressure(At, 85, 142));
        Assert.Empty(file.Readings);
        Assert.All(file.Refused, r => Assert.Equal(RefusalReason.Impossible, r.Reason));
        Assert.Equal([1L, 1L], file.Accounted().Values);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 2)]
    public void A_number_that_is_none_is_refused_once_also_when_told_twice(
        bool twins,
        int accounted
    )
    {
        var export = AppleExport.With();
        if (twins)
            export
                .Record("BloodPressureSystolic", At, "NaN", "mmHg")
                .Record("BloodPressureDiastolic", At, "85", "mmHg");
        export
            .Raw("<Correlation type=\"HKCorrelationTypeIdentifierBloodPressure\">")
            .Record("BloodPressureSystolic", At, "NaN", "mmHg")
            .Record("BloodPressureDiastolic", At, "85", "mmHg")
            .Raw("</Correlation>");
        var file = ImportedFile.Of(export);
        Assert.Empty(file.Readings);
        Assert.Equal(accounted, file.Accounted().Values.Sum());
        Assert.Contains(file.Refused, r => r.Reason == RefusalReason.NotANumber);
    }

    [Fact]
    public void What_a_meal_was_made_of_is_counted_once()
    {
        static AppleExport Meal(AppleExport export) =>
            export
                .Record("DietaryCarbohydrates", At, "30", "g", source: "Food")
                .Record("DietaryProtein", At, "9", "g", source: "Food");
        AppleExport Inside(AppleExport export) =>
            Meal(export.Raw("<Correlation type=\"HKCorrelationTypeIdentifierFood\">"))
                .Raw("</Correlation>");

        var both = ImportedFile.Of(Inside(Meal(AppleExport.With())));
        var inside = ImportedFile.Of(Inside(AppleExport.With()));

        Assert.Equal([1L, 1L], both.Accounted().Values);
        Assert.Equal([1L, 1L], inside.Accounted().Values);
        Assert.Equal("carbohydrate-intake", inside.Only.Kind.Code);
    }

    [Fact]
    public void Other_records_inside_a_correlation_are_believed_to_stand_outside()
    {
        var file = ImportedFile.Of(
            AppleExport
                .With()
                .HeartRate(At, 62)
                .Raw("<Correlation type=\"HKCorrelationTypeIdentifierFood\">")
                .HeartRate(At, 62)
                .Raw("</Correlation>")
        );
        Assert.Single(file.Readings);
        Assert.Contains("import.nested-assumed", file.WarningKeys);
    }
}
