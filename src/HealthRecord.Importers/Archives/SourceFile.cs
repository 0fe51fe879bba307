using HealthRecord.Importers.Detection;

namespace HealthRecord.Importers.Archives;

/// <summary>One file to read: the upload itself, or a member of an archive.</summary>
internal sealed class SourceFile(
    string path,
    long length,
    FileHead head,
    bool isMember,
    Func<Stream> open
)
{
    /// <summary>Where it lies in its archive, with forward slashes; as the upload's own, empty. Never used as a path.</summary>
    public string Path { get; } = path.Replace('\\', '/');

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>As a person called it: only for a tie between contents that look alike. Of a member its own name.</summary>
    public string CalledName => IsMember ? Name : Called;

    /// <summary>How the upload is called; empty for a member.</summary>
    public string Called { get; init; } = "";

    /// <summary>As announced: a hint, not a promise.</summary>
    public long Length { get; } = length;

    public FileHead Head { get; } = head;

    /// <summary>It lies in an archive, so its check sum is compared when it has been read to its end.</summary>
    public bool IsMember { get; } = isMember;

    /// <summary>How it was compressed alone; null where it was not.</summary>
    public Gzip? Compressed { get; init; }

    /// <summary>Its bytes from the first on, forward only. Limits are counted while it is read; may be opened again.</summary>
    /// <exception cref="InvalidDataException">Thrown while reading: these are not the bytes that were packed.</exception>
    public Stream Open() => open();

    /// <summary>The same as UTF-8, where the file says by its first bytes that it is UTF-16.</summary>
    public Stream OpenText() => Head.Decoded(open());

    /// <summary>Whether a folder of this name lies on the way to it, whatever the case.</summary>
    public bool IsUnder(string folder) =>
        $"/{Path}".Contains($"/{folder}/", StringComparison.OrdinalIgnoreCase);
}
