using System.Security.Cryptography;
using HealthRecord.Features.Imports.Uploads;
using Xunit;

namespace HealthRecord.Features.Tests.Imports;

public sealed class SealedUploadTests : IDisposable
{
    private const int Mib = SealedChunks.PlainSize;
    private readonly string folder = Directory.CreateTempSubdirectory("uploads").FullName;
    private readonly Guid run = Guid.NewGuid();
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] content = RandomNumberGenerator.GetBytes((3 * Mib) + 12345);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_was_sent_in_pieces_reads_back_as_the_file_it_was()
    {
        var files = new UploadFiles(new UploadFolder(folder));
        var chunks = new SealedChunks(run, key, content.Length);

        // The connection breaks in the middle of the second mebibyte: only whole ones are kept.
        var kept = await SendAsync(files, chunks, 0, content.AsMemory(0, Mib + 700));
        Assert.Equal(Mib, kept);
        Assert.Equal(
            content.Length,
            await SendAsync(files, chunks, kept, content.AsMemory((int)kept))
        );

        await using var stream = files.Open(run, chunks);
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        Assert.Equal(content, copy.ToArray());
        stream.Seek(-10, SeekOrigin.End);
        var tail = new byte[10];
        stream.ReadExactly(tail);
        Assert.Equal(content[^10..], tail);
    }

    [Fact]
    public async Task Nothing_of_the_file_stands_readable_on_disk()
    {
        content.AsSpan(5000, 11).Fill((byte)'Z');
        var chunks = new SealedChunks(run, key, content.Length);
        await SendAsync(new UploadFiles(new UploadFolder(folder)), chunks, 0, content);

        var onDisk = await File.ReadAllBytesAsync(
            Directory.GetFiles(folder)[0],
            TestContext.Current.CancellationToken
        );

        Assert.Equal(-1, onDisk.AsSpan().IndexOf(content.AsSpan(5000, 11)));
        Assert.NotEqual(-1, content.AsSpan().IndexOf(content.AsSpan(5000, 11)));
    }

    [Theory]
    [InlineData("flip")]
    [InlineData("swap")]
    [InlineData("cut")]
    [InlineData("other run")]
    public async Task An_altered_upload_is_refused(string how)
    {
        var files = new UploadFiles(new UploadFolder(folder));
        var chunks = new SealedChunks(run, key, content.Length);
        await SendAsync(files, chunks, 0, content);
        var path = Directory.GetFiles(folder)[0];
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        const int cell = Mib + SealedChunks.Overhead;
        switch (how)
        {
            case "flip":
                bytes[cell + 100] ^= 1;
                break;
            case "swap":
                var first = bytes[..cell];
                bytes.AsSpan(cell, cell).CopyTo(bytes);
                first.CopyTo(bytes, cell);
                break;
            case "cut":
                bytes = bytes[..(cell + 500)];
                break;
            default:
                chunks = new SealedChunks(Guid.NewGuid(), key, content.Length);
                break;
        }
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

        await using var stream = files.Open(run, chunks);
        var refused = Record.Exception(() => stream.CopyTo(Stream.Null));

        Assert.True(
            refused is CryptographicException or EndOfStreamException,
            refused?.ToString() ?? "it was read"
        );
    }

    private async Task<long> SendAsync(
        UploadFiles files,
        SealedChunks chunks,
        long from,
        ReadOnlyMemory<byte> body
    ) =>
        await files.AppendAsync(
            run,
            chunks,
            from,
            new MemoryStream(body.ToArray()),
            _ => { },
            TestContext.Current.CancellationToken
        );
}
