using System.IO.Compression;
using HealthRecord.TestKit;
using Xunit;
using static HealthRecord.TestKit.WorkbookFile;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class WorkbookTests
{
    private const long Six = 1_773_381_600_000; // 2026-03-13T06:00:00Z, 7:00 in Paris; day 46094 since 1900

    private static readonly string[] Header = [Words("Date"), Words("Heure"), Words("Poids (kg)")];

    [Fact]
    public void Dates_times_and_numbers_of_a_sheet_read_as_they_were_written()
    {
        var file = Answered.Of(
            Of(
                Header,
                [
                    Number("46094", Day),
                    Number("0.291666666666667", Clock),
                    Number("70.400000000000006"),
                ],
                [Number("46095", Day), Number("0.291666666666667", Clock), Formula("A1/2", "71.5")]
            )
        );

        Assert.Equal([70.4, 71.5], file.Readings.Select(r => r.Value.ToDouble()));
        Assert.Equal([Six, Six + 86_400_000], file.Readings.Select(r => r.StartMs));
        Assert.Equal([2, 3], file.Readings.Select(r => r.Line));
        Assert.Equal("Excel", file.Readings[0].Source.Name);
    }

    [Fact]
    public void A_workbook_that_counts_its_days_from_1904_says_the_same_days()
    {
        var file = Answered.Of(
            Of(
                true,
                [
                    [Words("Date"), Words("Poids (kg)")],
                    [Number("44632.2916666667", Moment), Number("70")],
                ]
            )
        );

        Assert.Equal(Six, file.Only.StartMs);
    }

    [Fact]
    public void Further_sheets_are_named_with_their_rows()
    {
        var file = Answered.Of(
            Of(
                false,
                [
                    [Words("Date"), Words("Poids (kg)")],
                    [Number("46094", Day), Number("70")],
                ],
                [
                    [Words("x")],
                    [Words("y")],
                ]
            )
        );

        var (key, arguments) = Assert.Single(file.Warnings);
        Assert.Equal("import.not-imported.table", key);
        Assert.Equal(["Feuil2", "2"], arguments);
    }

    [Fact]
    public void A_workbook_in_an_archive_is_not_asked_about()
    {
        var inner = Of(Header, [Number("46094", Day), Number("0.5", Clock), Number("70")]);
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("poids.xlsx").Open();
            entry.Write(inner);
        }

        Assert.Equal("import.no-export", ImportedFile.WhyNot(file.ToArray()));
    }

    [Fact]
    public void A_workbook_that_unpacks_to_more_than_it_may_is_refused()
    {
        var rows = Enumerable.Repeat(new[] { Words(new string('x', 10_000)) }, 200).ToArray();

        Assert.Equal(
            "import.too-large-unpacked",
            ImportedFile.WhyNot(Of(false, [rows]), new ImportLimits(1_000_000))
        );
    }

    [Fact]
    public void A_cell_in_the_last_column_there_can_be_is_refused_by_width() =>
        Assert.Equal(
            "import.table-too-wide",
            ImportedFile.WhyNot(Of(["<c r=\"XFD1\"><v>1</v></c>"]))
        );

    [Fact]
    public void A_sheet_that_is_no_xml_is_refused() =>
        Assert.Equal("import.workbook-damaged", ImportedFile.WhyNot(Of(["<c><v>"])));
}
