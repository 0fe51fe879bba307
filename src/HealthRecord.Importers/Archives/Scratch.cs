using System.Security.Cryptography;

namespace HealthRecord.Importers.Archives;

/// <summary>
/// A place for an archive that lies in another one and must be read in any order: a file that goes when it is closed, in a
/// cipher whose key is in memory only, so that nothing readable of an upload is ever on the disk.
/// </summary>
/// <remarks>AES-256 in counter mode under a key of its own for each; what is read back is checked by the archive's own sums.</remarks>
internal sealed class Scratch : Stream
{
    private const int Block = 16;
    private readonly FileStream file;
    private readonly Aes aes = Aes.Create();
    private readonly byte[] counters = new byte[4096];
    private readonly byte[] pad = new byte[4096];

    public Scratch(string folder)
    {
        aes.GenerateKey();
        Directory.CreateDirectory(folder);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        file = new(
            Path.Combine(folder, $"{RandomNumberGenerator.GetHexString(32)}.scratch"),
            options
        );
        // The name is not needed any more, and a process that dies leaves nothing behind.
        if (!OperatingSystem.IsWindows())
            File.Delete(file.Name);
    }

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => true;
    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override int Read(Span<byte> buffer)
    {
        var at = file.Position;
        var count = file.Read(buffer);
        Cross(buffer[..count], at);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        var crossed = buffer.ToArray();
        Cross(crossed, file.Position);
        file.Write(crossed);
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        Write(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush() => file.Flush();

    public override void SetLength(long value) => file.SetLength(value);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
            aes.Dispose();
            CryptographicOperations.ZeroMemory(pad);
        }
        base.Dispose(disposing);
    }

    private void Cross(Span<byte> bytes, long at)
    {
        while (bytes.Length > 0)
        {
            var skip = (int)(at % Block);
            var taken = Math.Min(bytes.Length, pad.Length - skip);
            var needed = (skip + taken + Block - 1) / Block;
            for (var i = 0; i < needed; i++)
                BitConverter.TryWriteBytes(counters.AsSpan(i * Block), (at / Block) + i);
            aes.EncryptEcb(counters.AsSpan(0, needed * Block), pad, PaddingMode.None);
            for (var i = 0; i < taken; i++)
                bytes[i] ^= pad[skip + i];
            bytes = bytes[taken..];
            at += taken;
        }
    }
}
