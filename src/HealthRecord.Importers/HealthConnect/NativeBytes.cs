using System.Runtime.InteropServices;

namespace HealthRecord.Importers.HealthConnect;

/// <summary>A file in memory that stays where it is, and of which nothing is left behind when it goes.</summary>
internal sealed unsafe class NativeBytes : IDisposable
{
    private const long FirstPiece = 1 << 20;
    private long room;

    private NativeBytes(long room)
    {
        this.room = room;
        Start = (byte*)NativeMemory.Alloc((nuint)room);
    }

    public byte* Start { get; private set; }
    public long Length { get; private set; }

    /// <param name="content">Read to its end.</param>
    /// <param name="announced">How long it says to be: a hint, so that it need not be moved while it is read.</param>
    /// <exception cref="ImportRefusedException">More than <see cref="MemoryDatabase.Largest"/>.</exception>
    public static NativeBytes ReadAll(Stream content, long announced, CancellationToken ct)
    {
        var bytes = new NativeBytes(
            Math.Clamp(announced + 1, FirstPiece, MemoryDatabase.Largest + 1)
        );
        try
        {
            while (bytes.ReadSome(content))
                ct.ThrowIfCancellationRequested();
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (Start is null)
            return;
        Forget(Start, Length);
        Start = null;
    }

    private bool ReadSome(Stream content)
    {
        var piece = (int)Math.Min(FirstPiece, room - Length);
        var count = content.Read(new Span<byte>(Start + Length, piece));
        Length += count;
        if (Length > MemoryDatabase.Largest)
            throw MemoryDatabase.TooLarge();
        if (Length == room)
            Grow();
        return count > 0;
    }

    /// <summary>Not resized in place: what the old piece held must not stay behind in freed memory.</summary>
    private void Grow()
    {
        var larger = (byte*)NativeMemory.Alloc((nuint)(room * 2));
        Buffer.MemoryCopy(Start, larger, room * 2, Length);
        Forget(Start, Length);
        Start = larger;
        room *= 2;
    }

    private static void Forget(byte* bytes, long length)
    {
        NativeMemory.Clear(bytes, (nuint)length);
        NativeMemory.Free(bytes);
    }
}
