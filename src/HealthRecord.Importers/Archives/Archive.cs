using System.IO.Compression;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers.Archives;

/// <summary>An archive, checked before anything of it is believed. What it holds can be opened as long as it is.</summary>
internal sealed class Archive : IDisposable
{
    /// <summary>46 bytes is the least that an entry takes; real ones take about 130.</summary>
    private const ulong LongestDirectory = 24 << 20;

    /// <summary>Beside the directory itself: its end, and the buffers of the reader.</summary>
    private const long DirectorySlack = 256 * 1024;

    private readonly ZipArchive zip;
    private readonly EncryptedArchive? encrypted;

    private Archive(ZipArchive zip, EncryptedArchive? encrypted, IReadOnlyList<SourceFile> files)
    {
        (this.zip, this.encrypted) = (zip, encrypted);
        Files = files;
    }

    /// <summary>Without folders and what computers leave behind.</summary>
    public IReadOnlyList<SourceFile> Files { get; }

    /// <summary>The password that was given opens it.</summary>
    public bool IsEncrypted => encrypted is not null;

    /// <summary>Members that could not even be looked into.</summary>
    public IReadOnlyList<string> Damaged { get; private init; } = [];

    /// <param name="file">Seekable. Not owned.</param>
    /// <exception cref="ImportRefusedException">It is not one, or one that nobody should open.</exception>
    /// <exception cref="ImportQuestionException">It wants a password.</exception>
    public static Archive Open(
        CountedStream file,
        ImportContext context,
        UnpackBudget budget,
        CancellationToken ct
    )
    {
        var directory = Checked(file, context.Limits);
        file.Allow((long)directory.Bytes + DirectorySlack);
        var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        EncryptedArchive? encrypted = null;
        try
        {
            var entries = zip.Entries;
            file.Allow(long.MaxValue);
            if (entries.Any(EntryNames.IsOutside))
                throw new ImportRefusedException(Refusals.EntryOutside);
            if (entries.Any(e => e.IsEncrypted))
                encrypted = EncryptedArchive.Open(file, context);

            var files = new List<SourceFile>();
            var damaged = new List<string>();
            foreach (var entry in entries.Where(e => !EntryNames.IsNoise(e)))
            {
                ct.ThrowIfCancellationRequested();
                Func<Stream> open = encrypted is null
                    ? () =>
                        new UnpackedStream(
                            new VerifiedStream(entry.Open(), entry.Length, entry.Crc32),
                            budget
                        )
                    : () => new UnpackedStream(encrypted.Open(entry.FullName), budget);
                if (Peek(open) is { } head)
                    files.Add(
                        Gzip.Opened(
                            new(entry.FullName, entry.Length, head, isMember: true, open),
                            budget
                        )
                    );
                else
                    damaged.Add(entry.FullName);
            }
            return new(zip, encrypted, files) { Damaged = damaged };
        }
        catch
        {
            encrypted?.Dispose();
            zip.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        encrypted?.Dispose();
        zip.Dispose();
    }

    private static FileHead? Peek(Func<Stream> open)
    {
        Span<byte> head = stackalloc byte[FileHead.Looked];
        try
        {
            using var content = open();
            return FileHead.Of(
                head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]
            );
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static ZipDirectory Checked(Stream file, ImportLimits limits)
    {
        var directory =
            ZipDirectory.Find(file) ?? throw new ImportRefusedException(Refusals.CutZip);
        if (directory.Bytes > (ulong)file.Length)
            throw new ImportRefusedException(Refusals.CutZip);
        return directory.Entries > (ulong)limits.MaxEntries || directory.Bytes > LongestDirectory
            ? throw new ImportRefusedException(Refusals.TooManyEntries)
            : directory;
    }
}
