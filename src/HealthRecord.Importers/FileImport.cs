using HealthRecord.Importers.Archives;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Formats;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers;

/// <summary>Finds out what a file is, by its content, and reads it with everything that lies in it.</summary>
public static class FileImport
{
    /// <param name="file">Seekable.</param>
    /// <exception cref="ImportRefusedException">Nothing of it can be read. Readings handed out before are void.</exception>
    /// <exception cref="ImportQuestionException">A person has to answer first. Readings handed out before are void.</exception>
    public static void Read(
        Stream file,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        var head = FileHead.Of(file);
        if (head.Signature == Signature.Empty)
            throw new ImportRefusedException(Refusals.Empty);
        var counted = new CountedStream(file);
        var budget = new UnpackBudget(
            context.Limits,
            head.Signature == Signature.Zip ? () => counted.BytesRead : () => file.Length
        );
        var run = new FormatRun(context, sink, () => counted.Position, ct);
        var reader = new FileSetReader(run, budget);
        if (head.Signature == Signature.Zip)
        {
            reader.ReadArchive(counted);
        }
        else
        {
            var upload = new SourceFile(
                "",
                file.Length,
                head,
                isMember: false,
                () =>
                {
                    counted.Position = 0;
                    return new UnpackedStream(new UnownedStream(counted), budget);
                }
            );
            if (!reader.ReadSet([upload]))
                throw new ImportRefusedException(
                    head.Signature == Signature.Xml ? Refusals.OtherXml : Refusals.NotAnExport
                );
        }
        sink.Progress(file.Length);
    }
}
