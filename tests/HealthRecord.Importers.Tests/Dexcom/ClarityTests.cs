using HealthRecord.Importers.Tests.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.Dexcom;

public sealed class ClarityTests
{
    private const string Header =
        "\"Index\",\"Timestamp (YYYY-MM-DDThh:mm:ss)\",\"Event Type\",\"Event Subtype\",\"Patient Info\",\"Device Info\","
        + "\"Source Device ID\",\"Glucose Value (mg/dL)\",\"Insulin Value (u)\",\"Carb Value (grams)\",\"Duration (hh:mm:ss)\","
        + "\"Glucose Rate of Change (mg/dL/min)\",\"Transmitter Time (Long Integer)\",\"Transmitter ID\"";

    private static readonly string[] Preamble =
    [
        "1,,FirstName,,Jane,,,,,,,,",
        "2,,LastName,,Doe,,,,,,,,",
        "3,,DateOfBirth,,1985-06-15,,,,,,,,",
        "4,,Device,,,Dexcom G7 Mobile App,iOS G7,,,,,,",
        "5,,Alert,High,,,iOS G7,200,,,,,",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFFï»¿")]
    public void Readings_and_events_are_read_and_the_preamble_is_not(string mark)
    {
        var file = ImportedFile.Of(
            Upload.Csv([
                mark + Header,
                .. Preamble,
                "6,2025-03-01T00:00:00,EGV,,,,iOS G7,186,,,,,0,8X",
                "7,2025-03-01 00:05:01,EGV,,,,iOS G7,252.0,,,,,300,8X",
                "8,2025-03-01T00:06:00,Calibration,,,,iOS G7,110,,,,,,",
                "9,2025-03-01T00:07:00,Carbs,,,,iOS G7,,,45,,,,",
                "10,2025-03-01T00:08:00,Insulin,Fast-Acting,,,iOS G7,,4.5,,,,,",
                "11,2025-03-01T00:09:00,Exercise,Medium,,,iOS G7,,,,00:20:00,,,",
            ])
        );
        Assert.Equal(
            [
                "glucose-interstitial 186 2025-02-28T23:00:00",
                "glucose-interstitial 252 2025-02-28T23:05:01",
                "glucose 110 2025-02-28T23:06:00",
                "carbohydrate-intake 45 2025-02-28T23:07:00",
                "insulin-dose 4.5 2025-02-28T23:08:00",
            ],
            file.Short()
        );
        Assert.All(file.Readings, r => Assert.Equal("Dexcom G7 Mobile App", r.Source.Name));
        Assert.Equal(new DateOnly(1985, 6, 15), file.Birth);
        Assert.Equal(
            ["Alert NotAMeasurement High 6", "Exercise UnknownType Medium 12"],
            file.Why()
        );
        Assert.DoesNotContain(file.Refused, r => r.Text is "Jane" or "Doe");
    }

    [Theory]
    [InlineData("Low")]
    [InlineData("High")]
    [InlineData("Élevé")]
    public void A_censored_value_is_refused_by_its_word_and_never_a_number(string word) =>
        Assert.Equal(
            [$"EGV Sentinel {word} 2"],
            ImportedFile
                .Of(
                    Upload.Csv(
                        Header,
                        $"8,2025-03-01T00:15:01,EGV,{word},,,iOS G7,{word},,,,,900,8X"
                    )
                )
                .Why()
        );

    [Fact]
    public void The_repeated_hour_is_told_by_the_order_of_each_device()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                Header,
                "1,2025-10-26T02:50:00,EGV,,,,A,100,,,,,0,8X",
                "2,2025-10-26T02:55:00,EGV,,,,A,101,,,,,0,8X",
                "3,2025-10-26T02:00:00,EGV,,,,A,102,,,,,0,8X",
                "4,2025-10-26T02:05:00,EGV,,,,A,103,,,,,0,8X",
                "5,2025-10-26T03:00:00,EGV,,,,A,104,,,,,0,8X"
            )
        );
        Assert.Equal(
            ["00:50", "00:55", "01:00", "01:05", "02:00"],
            file.Readings.Select(r => $"{DateTime.UnixEpoch.AddMilliseconds(r.StartMs):HH:mm}")
        );
    }

    [Fact]
    public void Millimoles_ragged_rows_and_missing_values_are_met()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                Header.Replace("Value (mg/dL)", "Value (mmol/L)", StringComparison.Ordinal),
                "6,2025-03-01T00:00:00,EGV,,,,iOS G7,10.3",
                "7,2025-03-01T00:05:00,EGV,,,,iOS G7",
                "8,,EGV,,,,iOS G7,9.9,,,,,,,,"
            )
        );
        Assert.Equal(("mmol/L", 10.3), (file.Only.Unit?.Ucum, file.Only.Value.ToDouble()));
        Assert.Equal(["EGV Incomplete  3", "EGV Date  4"], file.Why());
    }
}
