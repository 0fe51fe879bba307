using System.Text;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Tables;
using Xunit;

namespace HealthRecord.Importers.Tests.Tables;

public sealed class TableReaderTests
{
    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_delimiter_is_the_one_that_the_lines_agree_on(char delimiter) =>
        Assert.Equal(
            ["80,5", "a, b; c"],
            Rows($"Poids (kg){delimiter}Note\n\"80,5\"{delimiter}\"a, b; c\"\n")[1].Cells
        );

    [Fact]
    public void A_decimal_comma_does_not_outvote_the_semicolon() =>
        Assert.Equal(
            [
                ["Date", "Poids", "Graisse"],
                ["1", "80,5", "16,1"],
                ["2", "80,6", "16,2"],
            ],
            Rows("Date;Poids;Graisse\n1;80,5;16,1\n2;80,6;16,2\n").Select(r => r.Cells)
        );

    [Fact]
    public void A_spreadsheet_may_name_the_delimiter() =>
        Assert.Equal(
            [
                ["a,b,c", "1"],
            ],
            Rows("sep=;\na,b,c;1\n").Select(r => r.Cells)
        );

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\uFEFF")]
    [InlineData("\uFEFFï»¿")]
    [InlineData("ï»¿")]
    public void Byte_order_marks_are_no_part_of_the_first_name(string mark)
    {
        using var table = Open(Encoding.UTF8.GetBytes(mark + "\"Index\",\"Value\"\n1,2\n"));
        Assert.True(table.FindHeader("index", "value"));
        Assert.Equal("1", table.Read()?[table.Header.Find("index")]);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Utf_16_and_utf_8_are_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] file = [.. encoding.GetPreamble(), .. encoding.GetBytes("Élève,2\né,1\n")];
        using var table = Open(file);
        Assert.Equal("Élève", table.Read()?[0]);
        Assert.Equal("é", table.Read()?[0]);
    }

    [Fact]
    public void What_is_no_utf_8_is_windows_1252_byte_by_byte()
    {
        byte[] file = [.. "Pr"u8, 0xE9, .. "nom,"u8, 0x80, .. ",D"u8, 0xC3, 0xA9, .. ",\n"u8];
        using var table = Open(file);
        Assert.Equal(["Prénom", "€", "Dé", ""], table.Read()?.Cells);
    }

    [Fact]
    public void Rows_may_be_short_or_long_and_lines_keep_their_numbers()
    {
        var rows = Rows("a,b,c\r\n\r\n1,2\r\n,,\r\n\"x\ny\",2,3,4\r5,6,7\n");
        Assert.Equal([1L, 3, 5, 7], rows.Select(r => r.Line));
        Assert.Equal([3, 2, 4, 3], rows.Select(r => r.Cells.Count));
        Assert.Equal("", rows[1][2]);
        Assert.Equal("", rows[1][-1]);
        Assert.True(rows[2].Overflows(new(rows[0].Cells)));
        Assert.False(rows[3].Overflows(new(rows[0].Cells)));
    }

    [Fact]
    public void A_quote_that_is_never_closed_swallows_no_row()
    {
        var rows = Rows("a,b,c\n1,2,\"oh\n3,4,x\n5,6,\"y\"\n7,8,\"z\n9,10,w\n");
        Assert.Equal(["a", "1", "3", "5", "7", "9"], rows.Select(r => r[0]));
        Assert.Equal([1L, 2, 3, 4, 5, 6], rows.Select(r => r.Line));
    }

    [Fact]
    public void A_note_of_several_lines_stays_one_cell()
    {
        var rows = Rows("a,b,c\n1,2,\"first\nsecond, third\n\"\n3,4,5\n");
        Assert.Equal("first\nsecond, third\n", rows[1].Cells[2]);
        Assert.Equal(5, rows[2].Line);
    }

    [Fact]
    public void A_row_in_which_the_file_ends_is_not_believed()
    {
        using var table = Open("a,b,c\n1,2,3\n4,5"u8.ToArray());
        Assert.True(table.FindHeader("a"));
        Assert.False(table.Read()?.IsCut);
        Assert.True(table.Read()?.IsCut);
        Assert.Null(table.Read());
    }

    [Fact]
    public void A_line_longer_than_a_line_may_be_is_cut_and_says_so()
    {
        var rows = Rows($"a,b\n1,{new string('x', 300_000)}\n2,y\n");
        Assert.Equal([false, true, false], rows.Select(r => r.IsCut));
        Assert.InRange(rows[1].Cells[1].Length, 1, PhysicalLines.Longest);
        Assert.Equal("2", rows[2][0]);
    }

    [Fact]
    public void Memory_does_not_grow_with_one_endless_line()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Single(Rows(new string('x', 8_000_000)));
        // The text of the test itself is 24 MB of it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 26_000_000);
    }

    [Fact]
    public void A_header_that_comes_again_is_no_row()
    {
        using var table = Open("Title,x\na,b\n1,2\na,b\n3,4\n"u8.ToArray());
        Assert.True(table.FindHeader("a", "b"));
        Assert.Equal(["1", "3"], [table.Read()?[0], table.Read()?[0]]);
        Assert.Null(table.Read());
    }

    [Fact]
    public void A_column_is_found_whatever_its_case_blanks_accents_unit_or_prefix()
    {
        var header = new TableHeader([
            "Fréquence  Cardiaque",
            "Weight (kg)",
            "com.samsung.health.heart_rate.start_time",
            "SYS(mmHg)",
            "Total weight",
            "",
        ]);
        Assert.Equal(0, header.Find("frequence cardiaque"));
        Assert.Equal(1, header.Find("Weight"));
        Assert.Equal("kg", header.UnitOf(1));
        Assert.Equal(2, header.Find("start_time"));
        Assert.Equal(3, header.Find("sys"));
        Assert.Equal(4, header.Find("nothing", "totalWeight"));
        Assert.Equal(-1, header.Find("height"));
        Assert.Equal(5, header.Count);
    }

    private static List<TableRow> Rows(string text)
    {
        using var table = Open(Encoding.UTF8.GetBytes(text));
        var rows = new List<TableRow>();
        while (table.Read() is { } row)
            rows.Add(row);
        return rows;
    }

    private static TableReader Open(byte[] file) =>
        TableReader.Open(new MemoryStream(file), FileHead.Of(file));
}
