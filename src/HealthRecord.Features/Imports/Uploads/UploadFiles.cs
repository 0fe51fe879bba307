using System.Buffers;
using System.Security.Cryptography;

namespace HealthRecord.Features.Imports.Uploads;

/// <summary>The folder of waiting uploads. A file is named by its run's random id, never by what a person called it.</summary>
internal sealed class UploadFiles(UploadFolder folder)
{
    public string Folder => folder.Path;

    /// <summary>Takes bytes from where the upload stands. Only whole chunks, and the last one, are kept.</summary>
    /// <returns>How many bytes of the file are now safe on disk: where the sender goes on.</returns>
    public async Task<long> AppendAsync(
        Guid run,
        SealedChunks chunks,
        long from,
        Stream body,
        Action<long> kept,
        CancellationToken ct
    )
    {
        Directory.CreateDirectory(folder.Path);
        var plain = ArrayPool<byte>.Shared.Rent(SealedChunks.PlainSize);
        var cell = ArrayPool<byte>.Shared.Rent(SealedChunks.PlainSize + SealedChunks.Overhead);
        try
        {
            await using var file = new FileStream(
                PathOf(run),
                FileMode.OpenOrCreate,
                FileAccess.Write,
                FileShare.None,
                1,
                true
            );
            var chunk = from / SealedChunks.PlainSize;
            while (chunk < chunks.Count)
            {
                var length = chunks.PlainLength(chunk);
                if (!await FillAsync(body, plain.AsMemory(0, length), ct))
                    break;
                var size = length + SealedChunks.Overhead;
                if (SealedChunks.OffsetOf(chunk) + size > folder.QuotaBytes)
                    throw new QuotaReachedException();
                chunks.Seal(chunk, plain.AsSpan(0, length), cell.AsSpan(0, size));
                file.Position = SealedChunks.OffsetOf(chunk);
                await file.WriteAsync(cell.AsMemory(0, size), ct);
                chunk++;
                kept(Math.Min(chunk * SealedChunks.PlainSize, chunks.TotalBytes));
            }
            file.Flush(flushToDisk: true);
            return Math.Min(chunk * SealedChunks.PlainSize, chunks.TotalBytes);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(plain, clearArray: true);
            ArrayPool<byte>.Shared.Return(cell);
        }
    }

    /// <summary>SHA-256, in hexadecimal, of the SHA-256 digests of the first chunks of 1 MiB one after the other.</summary>
    /// <param name="bytes">How much is there.</param>
    public async Task<string> DigestAsync(
        Guid run,
        SealedChunks chunks,
        long bytes,
        CancellationToken ct
    )
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(SealedChunks.PlainSize);
        try
        {
            await using var file = Open(run, chunks);
            for (var at = 0L; at < bytes; at += SealedChunks.PlainSize)
            {
                var some = chunk.AsMemory(0, (int)Math.Min(SealedChunks.PlainSize, bytes - at));
                await file.ReadExactlyAsync(some, ct);
                all.AppendData(SHA256.HashData(some.Span));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
        }
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    public SealedUploadStream Open(Guid run, SealedChunks chunks) =>
        new(new FileStream(PathOf(run), FileMode.Open, FileAccess.Read, FileShare.Read, 1), chunks);

    public bool Exists(Guid run) => File.Exists(PathOf(run));

    public void Delete(Guid run)
    {
        // What came from a device never was a file, and the folder may not be there yet.
        if (Exists(run))
            File.Delete(PathOf(run));
    }

    public IEnumerable<(Guid Run, string Path)> All() =>
        Directory.Exists(folder.Path)
            ? Directory
                .EnumerateFiles(folder.Path, "*.upload")
                .Select(p =>
                    (
                        Guid.TryParse(Path.GetFileNameWithoutExtension(p), out var id)
                            ? id
                            : Guid.Empty,
                        p
                    )
                )
                .Where(f => f.Item1 != Guid.Empty)
            : [];

    /// <summary>ENOSPC, EDQUOT, or the two ways Windows says that a disk is full.</summary>
    public static bool IsFull(IOException failure) =>
        failure is QuotaReachedException || (failure.HResult & 0xFFFF) is 28 or 122 or 0x70 or 0x27;

    /// <summary>Somebody else has the file open.</summary>
    public static bool IsBusy(IOException failure) => (failure.HResult & 0xFFFF) is 11 or 0x20;

    private string PathOf(Guid run) => Path.Combine(folder.Path, $"{run:N}.upload");

    /// <summary>False when the sender stopped before the chunk was full: what came of it is sent again.</summary>
    private static async Task<bool> FillAsync(
        Stream body,
        Memory<byte> buffer,
        CancellationToken ct
    )
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var read = await body.ReadAsync(buffer[filled..], ct);
            if (read == 0)
                return false;
            filled += read;
        }
        return true;
    }
}

/// <summary>Where uploads wait: beside the record, never inside the source tree.</summary>
/// <param name="QuotaBytes">How much one upload may take on disk; null for as much as there is.</param>
public sealed record UploadFolder(string Path, long? QuotaBytes = null);

/// <summary>The operator's quota stands in for a full disk.</summary>
internal sealed class QuotaReachedException()
    : IOException("The quota of the upload folder is reached.");
