using System.Globalization;
using System.Text.Json;
using System.Xml;
using HealthRecord.Importers.Archives;

namespace HealthRecord.Importers.Formats;

/// <summary>One upload being read: what a format needs beside its files.</summary>
/// <param name="position">How far the upload has been read, in its own bytes.</param>
internal sealed class FormatRun(
    ImportContext context,
    IImportSink sink,
    Func<long> position,
    CancellationToken ct
)
{
    public ImportContext Context => context;
    public IImportSink Sink => sink;
    public CancellationToken Stop => ct;
    public Func<long> Position => position;

    /// <summary>
    /// Opens files one after the other. A member of an archive is compared with its check sum before anything of it is handed
    /// out; one that cannot be read is named in a warning, and the others are read all the same.
    /// </summary>
    /// <param name="read">Gives what stands in the file to the sink. May throw what its parser throws for a damaged file.</param>
    public void Each(IEnumerable<SourceFile> files, Action<SourceFile, Stream> read)
    {
        foreach (var file in files)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                if (file.IsMember)
                    Verify(file);
                using var content = file.Open();
                read(file, content);
            }
            // Whoever uploads one file is told why it cannot be read; of an archive the rest is worth having.
            catch (ImportRefusedException e) when (file.IsMember && e is not ImportLimitException)
            {
                sink.Warn(Warnings.MemberUnreadable, file.Path);
            }
            catch (Exception e) when (IsDamage(e))
            {
                sink.Warn(file.IsMember ? Warnings.MemberDamaged : Warnings.FileDamaged, file.Path);
            }
            sink.Progress(position());
        }
    }

    /// <summary>What a person answered, or a stop until somebody has.</summary>
    /// <exception cref="ImportQuestionException">Nobody has answered yet.</exception>
    public string Ask(ImportQuestion question)
    {
        if (!context.Answers.TryGetValue(question.Id, out var answer))
            throw new ImportQuestionException(question);
        context.Used?.Add(question.Id);
        return answer;
    }

    public void Warn(string key, long count) =>
        sink.Warn(key, count.ToString(CultureInfo.InvariantCulture));

    private static void Verify(SourceFile file)
    {
        Span<byte> nothing = stackalloc byte[8192];
        using var content = file.Open();
        while (content.Read(nothing) > 0) { }
    }

    /// <summary>The ways of our parsers to say that a file is not what it began as.</summary>
    private static bool IsDamage(Exception e) =>
        e is InvalidDataException or JsonException or XmlException or FormatException
        || e is EndOfStreamException;
}
