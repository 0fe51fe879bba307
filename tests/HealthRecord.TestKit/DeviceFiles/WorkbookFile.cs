using System.IO.Compression;
using System.Text;

namespace HealthRecord.TestKit;

/// <summary>Builds workbooks. A cell is its XML without the name of its place: <c>t("Date")</c>, <c>n("45000.5", 2)</c>.</summary>
public static class WorkbookFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public const int Day = 1;
    public const int Moment = 2;
    public const int Clock = 3;

    public static string Words(string words) => $"<c t=\"inlineStr\"><is><t>{words}</t></is></c>";

    public static string Number(string value, int style = 0) =>
        $"<c s=\"{style}\"><v>{value}</v></c>";

    public static string Formula(string formula, string value) =>
        $"<c><f>{formula}</f><v>{value}</v></c>";

    public static byte[] Of(params string[][] rows) => Of(false, rows);

    public static byte[] Of(bool since1904, params string[][][] sheets)
    {
        var file = new MemoryStream();
        Write(file, since1904, sheets);
        return file.ToArray();
    }

    /// <summary>One sheet, written row by row: as long as wished.</summary>
    public static void Write(Stream to, IEnumerable<string[]> rows) => Write(to, false, [rows]);

    private static void Write(
        Stream to,
        bool since1904,
        IReadOnlyList<IEnumerable<string[]>> sheets
    )
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        Add(
            zip,
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
        );
        Add(
            zip,
            "_rels/.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        Add(
            zip,
            "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><workbookPr{(since1904 ? " date1904=\"1\"" : "")}/><sheets>{string.Concat(
                sheets.Select((_, i) => $"<sheet name=\"Feuil{i + 1}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>")
            )}</sheets></workbook>"
        );
        Add(
            zip,
            "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId99\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/>{string.Concat(
                sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>")
            )}</Relationships>"
        );
        Add(
            zip,
            "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/><xf numFmtId=\"20\"/></cellXfs></styleSheet>"
        );
        for (var i = 0; i < sheets.Count; i++)
        {
            using var sheet = new StreamWriter(
                zip.CreateEntry($"xl/worksheets/sheet{i + 1}.xml").Open()
            );
            sheet.Write($"<worksheet xmlns=\"{Main}\"><sheetData>");
            foreach (var row in sheets[i])
                sheet.Write($"<row>{string.Concat(row)}</row>");
            sheet.Write("</sheetData></worksheet>");
        }
    }

    private static byte[] Of(bool since1904, string[][] rows) => Of(since1904, [rows]);

    private static void Add(ZipArchive zip, string name, string xml)
    {
        using var entry = zip.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(xml));
    }
}
