using System.Globalization;
using System.IO.Compression;
using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers.Archives;

/// <summary>Finds the export inside an archive, by its root element, and reads it.</summary>
internal static class ExportArchive
{
    /// <summary>46 bytes is the least that an entry takes; real ones take about 130.</summary>
    private const ulong LongestDirectory = 24 << 20;

    /// <summary>Beside the directory itself: its end, and the buffers of the reader.</summary>
    private const long DirectorySlack = 256 * 1024;

    /// <summary>Of files that are not named as XML so many are looked into.</summary>
    private const int OthersLookedInto = 1000;

    public static void Read(
        Stream file,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        var counted = new CountedStream(file);
        try
        {
            Read(counted, Checked(file, context.Limits), context, sink, ct);
        }
        // The library's ways to say that an archive is not one. The uploaded file's own failures are somebody else's.
        catch (Exception e)
            when (!counted.Failed
                && e
                    is InvalidDataException
                        or IOException
                        or ArgumentException
                        or OverflowException
                        or NotSupportedException
            )
        {
            throw new ImportRefusedException(Refusals.DamagedZip);
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

    private static void Read(
        CountedStream file,
        ZipDirectory directory,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        file.Allow((long)directory.Bytes + DirectorySlack);
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var entries = zip.Entries;
        file.Allow(long.MaxValue);
        if (entries.Any(EntryNames.IsOutside))
            throw new ImportRefusedException(Refusals.EntryOutside);
        if (entries.Any(e => e.IsEncrypted))
            throw new ImportRefusedException(Refusals.EncryptedZip);

        var found = Find(entries, ct);
        var exports = found.Exports;
        if (exports.Count == 0)
            throw new ImportRefusedException(found.WhyNone);
        var (entry, head, format) = exports.MaxBy(e => e.Entry.Length);
        Read(file, entry, head, format, context, sink, ct);
        sink.Progress(file.Length);

        if (exports.Count > 1)
            Warn(sink, Warnings.SeveralExports, exports.Count);
        if (found.HasCda)
            sink.Warn(Warnings.CdaSkipped);
        foreach (
            var left in entries
                .Where(e => !EntryNames.IsNoise(e))
                .GroupBy(EntryNames.NotImported, StringComparer.Ordinal)
                .Where(g => g.Key is not null)
                .OrderBy(g => g.Key, StringComparer.Ordinal)
        )
            Warn(sink, left.Key ?? "", left.Count());
    }

    private static void Read(
        CountedStream file,
        ZipArchiveEntry entry,
        FileHead head,
        XmlFormat format,
        ImportContext context,
        IImportSink sink,
        CancellationToken ct
    )
    {
        var before = file.BytesRead;
        using var content = entry.Open();
        using var unpacked = new UnpackedStream(
            head.Decoded(content),
            () => file.BytesRead - before,
            context.Limits
        );
        using var ahead = new ReadAhead(unpacked, () => file.Position, ct);
        format.Read(ahead, context, sink, ct);
    }

    private static Found Find(IReadOnlyList<ZipArchiveEntry> entries, CancellationToken ct)
    {
        var found = new Found();
        var candidates = entries
            .Where(e => !EntryNames.IsNoise(e) && EntryNames.NotImported(e) is null)
            .ToLookup(EntryNames.IsXml);
        foreach (var entry in candidates[true])
        {
            ct.ThrowIfCancellationRequested();
            found.LookInto(entry);
        }
        if (found.Exports.Count > 0)
            return found;
        foreach (var entry in candidates[false].Take(OthersLookedInto))
        {
            ct.ThrowIfCancellationRequested();
            found.LookInto(entry);
        }
        return found;
    }

    private static void Warn(IImportSink sink, string key, int count) =>
        sink.Warn(key, count.ToString(CultureInfo.InvariantCulture));

    private sealed class Found
    {
        private const int Looked = 16 * 1024;
        private readonly byte[] head = new byte[Looked];
        private bool hasArchive;
        private bool hasDamage;

        public List<(ZipArchiveEntry Entry, FileHead Head, XmlFormat Format)> Exports { get; } = [];

        public bool HasCda { get; private set; }

        public string WhyNone =>
            hasArchive ? Refusals.NestedArchive
            : hasDamage ? Refusals.DamagedZip
            : Refusals.NoExport;

        public void LookInto(ZipArchiveEntry entry)
        {
            try
            {
                using var content = entry.Open();
                var count = content.ReadAtLeast(head, Looked, throwOnEndOfStream: false);
                var seen = FileHead.Of(head.AsSpan(0, count));
                hasArchive |= seen.Signature == Signature.Zip;
                HasCda |= string.Equals(seen.Root, "ClinicalDocument", StringComparison.Ordinal);
                if (seen.Signature == Signature.Xml && XmlFormats.Find(seen) is { } format)
                    Exports.Add((entry, seen, format));
            }
            catch (InvalidDataException)
            {
                hasDamage = true;
            }
        }
    }
}
