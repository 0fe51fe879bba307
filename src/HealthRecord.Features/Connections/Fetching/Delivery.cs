using System.IO.Compression;

namespace HealthRecord.Features.Connections.Fetching;

/// <summary>What one attempt brought, as the archive that a person could have uploaded: the importer is the same.</summary>
internal sealed class Delivery : IDisposable
{
    /// <summary>Bytes of bodies after which an attempt delivers what it has and goes on in the next.</summary>
    public const int Enough = 32 << 20;

    private readonly MemoryStream file = new();
    private ZipArchive? archive;
    private int count;

    public long Bytes { get; private set; }

    public bool IsEmpty => count == 0;

    public void Add(string list, byte[] body)
    {
        archive ??= new(file, ZipArchiveMode.Create, leaveOpen: true);
        using var entry = archive
            .CreateEntry($"{++count:000}-{list}.json", CompressionLevel.Fastest)
            .Open();
        entry.Write(body);
        Bytes += body.Length;
    }

    public byte[] Whole()
    {
        archive?.Dispose();
        archive = null;
        return file.ToArray();
    }

    public void Dispose()
    {
        archive?.Dispose();
        Array.Clear(file.GetBuffer());
        file.Dispose();
    }
}
