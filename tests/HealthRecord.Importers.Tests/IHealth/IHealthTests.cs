using System.Text;
using HealthRecord.Importers.Tests.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.IHealth;

public sealed class IHealthTests
{
    private const string Header = "Date,Time,SYS(mmHg),DIA(mmHg),Pulse(Beats/Min),Note";

    [Fact]
    public void A_row_is_one_blood_pressure_with_its_pulse()
    {
        var file = ImportedFile.Of(
            Upload.Csv(
                "\uFEFF" + Header,
                "\"Dec 31, 2025\",07:04,140,80,72,\"stairs, \uD83D\uDE00\"",
                "\"Jan 1, 2026\",07:05,139,79,,"
            )
        );
        Assert.Equal(
            [
                "blood-pressure 140/80/72 2025-12-31T06:04:00",
                "blood-pressure 139/79 2026-01-01T06:05:00",
            ],
            file.Short()
        );
        Assert.Equal("ihealth", file.Readings[0].Source.Producer);
    }

    [Fact]
    public void A_date_that_lost_its_quotes_is_refused_and_not_shifted() =>
        Assert.Equal(
            [
                "SYS(mmHg) Date Dec 31 2025 2",
                "DIA(mmHg) Date Dec 31 2025 2",
                "Pulse(Beats/Min) Date Dec 31 2025 2",
            ],
            ImportedFile.Of(Upload.Csv(Header, "Dec 31, 2025,07:04,140,80,72,")).Why()
        );

    [Fact]
    public void Utf_16_is_read() =>
        Assert.Single(
            ImportedFile
                .Of([
                    .. Encoding.Unicode.GetPreamble(),
                    .. Encoding.Unicode.GetBytes($"{Header}\n\"Dec 31, 2025\",07:04,140,80,72,\n"),
                ])
                .Readings
        );

    [Fact]
    public void Kilopascals_are_refused_by_their_unit() =>
        Assert.Equal(
            ["Unit", "Unit", "Unit"],
            ImportedFile
                .Of(
                    Upload.Csv(
                        Header.Replace("mmHg", "kPa", StringComparison.Ordinal),
                        "\"Dec 31, 2025\",07:04,18.6,10.6,72,"
                    )
                )
                .Refused.Select(r => $"{r.Reason}")
        );

    [Fact]
    public void A_file_that_ends_inside_a_row_is_read_up_to_there()
    {
        var file = ImportedFile.Of(
            Encoding.UTF8.GetBytes(
                $"{Header}\n\"Dec 30, 2025\",07:04,140,80,72,\n\"Dec 31, 2025\",07:04,14"
            )
        );
        Assert.Single(file.Readings);
        Assert.Equal(["SYS(mmHg) Incomplete 14 3"], file.Why());
    }
}
