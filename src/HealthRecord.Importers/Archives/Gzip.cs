using HealthRecord.Importers.Detection;
using HealthRecord.Importers.Streams;

namespace HealthRecord.Importers.Archives;

/// <summary>How one file was compressed alone (gzip, RFC 1952), and what has been seen of it so far.</summary>
/// <remarks>
/// What stands before a cut is what was packed, so it is read. Damaged bytes mostly unpack to something as well, digits among
/// them, which would be wrong and look right: a damaged file is not read, except FIT, whose own check sum tells what it is worth.
/// </remarks>
internal sealed class Gzip
{
    /// <summary>Files compressed more than once do exist.</summary>
    private const int Deepest = 3;

    private Gzip(string path) => Path = path;

    /// <summary>As the file is called in its archive, ending included.</summary>
    public string Path { get; }

    /// <summary>It ended before its end, or could not be unpacked to it, and was read up to there.</summary>
    public bool IsPartial { get; private set; }

    private bool MayBeDamaged { get; set; } = true;

    /// <returns>What a compressed file holds; any other file itself.</returns>
    public static SourceFile Opened(SourceFile file, UnpackBudget budget)
    {
        for (var i = 0; i < Deepest && file.Head.Signature == Signature.Gzip; i++)
            file = OpenedOnce(file, budget);
        return file;
    }

    /// <summary>Reads it to its end once, so that nothing is handed out of a damaged file.</summary>
    /// <exception cref="InvalidDataException">These are not the bytes that were packed.</exception>
    public void Check(SourceFile file, CancellationToken ct)
    {
        Span<byte> nothing = stackalloc byte[8192];
        using var content = file.Open();
        while (content.Read(nothing) > 0)
            ct.ThrowIfCancellationRequested();
    }

    private static SourceFile OpenedOnce(SourceFile packed, UnpackBudget budget)
    {
        var gzip = new Gzip(packed.Compressed?.Path ?? packed.Path);
        Stream Open() => new UnpackedStream(new GunzipStream(packed.Open(), gzip.Ended), budget);
        var head = HeadOf(Open);
        // Only what is read for good counts.
        gzip.IsPartial = false;
        gzip.MayBeDamaged = head.Signature == Signature.Fit;
        return new(NameOf(packed.Path), packed.Length, head, packed.IsMember, Open)
        {
            Compressed = gzip,
            Called = NameOf(packed.Called),
        };
    }

    private static FileHead HeadOf(Func<Stream> open)
    {
        Span<byte> head = stackalloc byte[FileHead.Looked];
        using var content = open();
        return FileHead.Of(
            head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)]
        );
    }

    private static string NameOf(string path) =>
        path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;

    /// <summary>What is to be done where the bytes are at their end too early.</summary>
    private void Ended(GzipEnd end)
    {
        if (end == GzipEnd.Damaged && !MayBeDamaged)
            throw new InvalidDataException("The check sum differs.");
        IsPartial = true;
    }
}
