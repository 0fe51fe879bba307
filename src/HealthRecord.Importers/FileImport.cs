using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers;

/// <summary>Finds out what a file is, by its content, and reads it.</summary>
public static class FileImport
{
    /// <param name="file">Seekable.</param>
    /// <exception cref="ImportRefusedException">Nothing of it can be read. Readings handed out before are void.</exception>
    public static void Read(
        Stream file,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        var head = FileHead.Of(file);
        switch (head.Signature)
        {
            case Signature.Empty:
                throw new ImportRefusedException(Refusals.Empty);
            case Signature.Zip:
                ExportArchive.Read(file, context, sink, ct);
                break;
            case Signature.Xml when XmlFormats.Find(head) is { } format:
                ReadXml(file, head, format, context, sink, ct);
                break;
            case Signature.Xml:
                throw new ImportRefusedException(Refusals.OtherXml);
            default:
                throw new ImportRefusedException(Refusals.NotAnExport);
        }
    }

    private static void ReadXml(
        Stream file,
        FileHead head,
        XmlFormat format,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        file.Position = 0;
        using var text = new UnpackedStream(head.Decoded(file), () => file.Length, context.Limits);
        using var ahead = new ReadAhead(text, () => file.Position, ct);
        format.Read(ahead, context, sink, ct);
        sink.Progress(file.Length);
    }
}
