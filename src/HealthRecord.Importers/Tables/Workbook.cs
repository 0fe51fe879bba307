using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Formats;

namespace HealthRecord.Importers.Tables;

/// <summary>A workbook of spreadsheets (XLSX, or XLS as it was before): its first sheet with anything in it, cell by cell as text.</summary>
/// <remarks>
/// The parts of an XLSX are unpacked by us, under the limits of the upload and with their check sums compared, and given to the
/// library as a plain archive in a cipher: what the file announces about itself is never believed. An XLS is not compressed, so
/// that its size bounds what the library holds of it. Formulas are not computed; the value that was stored with them counts.
/// </remarks>
internal sealed class Workbook : IDisposable
{
    public const string Book = "xl/workbook.xml";
    private const int MostColumns = 1000;

    /// <summary>The library holds the words of a workbook in memory.</summary>
    private const long MostWords = 128 << 20;

    /// <summary>65,536 rows of a diary take about a tenth of it.</summary>
    private const long LargestBinary = 64 << 20;
    private readonly Scratch parts;
    private readonly bool isBinary;
    private readonly CancellationToken ct;

    /// <summary>The library asks for Windows-1252 when it is set up, for files of another kind than these.</summary>
    static Workbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private Workbook(Scratch parts, bool isBinary, CancellationToken ct) =>
        (this.parts, this.isBinary, this.ct) = (parts, isBinary, ct);

    /// <param name="file">A compound file: an XLS, a workbook that is locked, or something else altogether.</param>
    /// <exception cref="ImportRefusedException">It is locked, no workbook, or larger than diaries are.</exception>
    public static Workbook Open(SourceFile file, FormatRun run)
    {
        var whole = new Scratch(run.Context.ScratchFolder);
        try
        {
            using (var content = file.Open())
                Copy(content, whole, LargestBinary);
            // An XLSX with a password is put into this container, and so are letters of old.
            if (CompoundFile.Has(whole, "EncryptedPackage"))
                throw new ImportRefusedException(Refusals.WorkbookLocked);
            if (!CompoundFile.Has(whole, "Workbook", "Book"))
                throw new ImportRefusedException(Refusals.NotAnExport);
            return new(whole, isBinary: true, run.Stop);
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

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
            return new(parts, isBinary: false, run.Stop);
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
            cells[i] = WorkbookCell.Text(reader.GetValue(i));
        return cells;
    }

    private IExcelDataReader Reader()
    {
        parts.Position = 0;
        var how = new ExcelReaderConfiguration { LeaveOpen = true };
        return isBinary
            ? ExcelReaderFactory.CreateBinaryReader(parts, how)
            : ExcelReaderFactory.CreateOpenXmlReader(parts, how);
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
        catch (InvalidPasswordException)
        {
            throw new ImportRefusedException(Refusals.WorkbookLocked);
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
