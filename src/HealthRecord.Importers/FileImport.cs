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
        var isPacked = head.Signature is Signature.Zip or Signature.Gzip;
        var budget = new UnpackBudget(
            context.Limits,
            isPacked ? () => counted.BytesRead : () => file.Length
        );
        var run = new FormatRun(context, sink, () => counted.Position, ct);
        var reader = new FileSetReader(run, budget);
        if (head.Signature == Signature.Zip)
            reader.ReadArchive(counted);
        else
            ReadAlone(reader, Upload(head, counted, budget, context.FileName), ct);
        sink.Progress(file.Length);
    }

    private static SourceFile Upload(
        FileHead head,
        CountedStream file,
        UnpackBudget budget,
        string called
    ) =>
        Gzip.Opened(
            new(
                "",
                file.Length,
                head,
                isMember: false,
                () =>
                {
                    file.Position = 0;
                    return new UnpackedStream(new UnownedStream(file), budget);
                }
            )
            {
                Called = called,
            },
            budget
        );

    private static void ReadAlone(FileSetReader reader, SourceFile upload, CancellationToken ct)
    {
        try
        {
            upload.Compressed?.Check(upload, ct);
            if (upload.Head.Signature == Signature.Empty)
                throw new ImportRefusedException(
                    upload.Compressed is { IsPartial: true } ? Refusals.CutZip : Refusals.Empty
                );
            if (upload.Head.Signature == Signature.Zip)
                reader.ReadArchive(upload);
            else if (!reader.ReadSet([upload]))
                throw new ImportRefusedException(
                    upload.Head.IsFhirXml ? Refusals.FhirXml
                    : upload.Head.Signature == Signature.Xml ? Refusals.OtherXml
                    : Refusals.NotAnExport
                );
        }
        // Thrown by the unpacking: a file that is not compressed has no way to say this here.
        catch (InvalidDataException) when (upload.Compressed is not null)
        {
            throw new ImportRefusedException(Refusals.DamagedZip);
        }
    }
}
