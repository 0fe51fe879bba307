using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>A workbook of spreadsheets (XLSX): its first sheet with anything in it, cell by cell as text.</summary>
/// <remarks>
/// Its parts are unpacked by us, under the limits of the upload and with their check sums compared, and given to the library
/// as a plain archive in a cipher: what the file announces about itself is never believed. Formulas are not computed; the
/// value that was stored with them counts.
/// </remarks>
internal sealed class Workbook : IDisposable
{
    public const string Book = "xl/workbook.xml";
    private const int MostColumns = 1000;

    /// <summary>The library holds the words of a workbook in memory.</summary>
    private const long MostWords = 128 << 20;
    private readonly Scratch parts;
    private readonly CancellationToken ct;

    /// <summary>The library asks for Windows-1252 when it is set up, for files of another kind than these.</summary>
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private Workbook(Scratch parts, CancellationToken ct) => (this.parts, this.ct) = (parts, ct);

    /// <exception cref="InvalidDataException">A part is damaged.</exception>
    public static Workbook Open(IReadOnlyList<SourceFile> files, FormatRun run)
    {
        var parts = new Scratch(run.Context.ScratchFolder);
        try
        {
            using (var zip = new ZipArchive(parts, ZipArchiveMode.Create, leaveOpen: true))
                foreach (var file in files.Where(f => IsPart(f.Path)))
                {
                    run.Stop.ThrowIfCancellationRequested();
                    using var content = file.Open();
                    using var part = zip.CreateEntry(file.Path, CompressionLevel.NoCompression)
                        .Open();
                    var limit = file.Path.StartsWith("xl/worksheets/", StringComparison.Ordinal)
                        ? long.MaxValue
                        : MostWords;
                    Copy(content, part, limit);
                }
            return new(parts, run.Stop);
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <summary>Sheets behind the one that is read, with how many rows they have.</summary>
    public IReadOnlyList<(string Name, int Rows)> OtherSheets() =>
        Guarded(() =>
        {
            using var reader = Reader();
            var others = new List<(string, int)>();
            var isRead = false;
            do
            {
                if (reader.RowCount == 0)
                    continue;
                if (isRead)
                    others.Add((reader.Name, reader.RowCount));
                isRead = true;
            } while (reader.NextResult());
            return others;
        });

    public IEnumerable<TableRow> Rows()
    {
        using var reader = Guarded(Reader);
        Guarded(() =>
        {
            while (reader.RowCount == 0 && reader.NextResult()) { }
            return 0;
        });
        if (reader.FieldCount > MostColumns)
            throw new ImportRefusedException(Refusals.TableTooWide, $"{MostColumns}");
        long line = 0;
        while (Guarded(reader.Read))
        {
            ct.ThrowIfCancellationRequested();
            line++;
            var row = new TableRow(Guarded(() => Cells(reader)), line);
            if (!row.IsBlank)
                yield return row;
        }
    }

    public void Dispose() => parts.Dispose();

    private static string[] Cells(IExcelDataReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Text(reader.GetValue(i));
        return cells;
    }

    /// <summary>Days before 1900 are how a time of day alone is stored.</summary>
    internal static string Text(object? value) =>
        value switch
        {
            null => "",
            double d => d.ToString("R", CultureInfo.InvariantCulture),
            DateTime { Year: < 1900 } time => Clock(time),
            DateTime { Year: 1900, DayOfYear: 1 } time => Clock(time),
            DateTime time when time.TimeOfDay == TimeSpan.Zero => time.ToString(
                "yyyy-MM-dd",
                CultureInfo.InvariantCulture
            ),
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture),
            TimeSpan time => time.ToString("hh\\:mm\\:ss", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Clock(DateTime time) =>
        time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    private IExcelDataReader Reader()
    {
        parts.Position = 0;
        return ExcelReaderFactory.CreateOpenXmlReader(
            parts,
            new ExcelReaderConfiguration { LeaveOpen = true }
        );
    }

    private static bool IsPart(string path) =>
        path is "[Content_Types].xml" or "_rels/.rels" or Book
        || path is "xl/_rels/workbook.xml.rels" or "xl/styles.xml" or "xl/sharedStrings.xml"
        || path.StartsWith("xl/worksheets/", StringComparison.Ordinal);

    private static void Copy(Stream from, Stream to, long limit)
    {
        var buffer = new byte[81_920];
        long copied = 0;
        int count;
        while ((count = from.Read(buffer)) > 0)
        {
            if ((copied += count) > limit)
                throw new ImportLimitException(Refusals.TooLargeUnpacked);
            to.Write(buffer, 0, count);
        }
    }

    /// <summary>The library's many ways to say that a workbook is not one.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
            when (e
                    is not (
                        OperationCanceledException
                        or ImportRefusedException
                        or OutOfMemoryException
                    )
            )
        {
            throw new InvalidDataException("The workbook is damaged.", e);
        }
    }
}
