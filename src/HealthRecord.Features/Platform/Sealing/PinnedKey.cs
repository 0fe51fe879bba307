using System.Security.Cryptography;

namespace HealthRecord.Features.Platform.Sealing;

/// <summary>32 secret bytes that the collector does not copy about, and that are cleared when they are no longer needed.</summary>
public sealed class PinnedKey : IDisposable
{
    public const int Size = 32;
    private readonly byte[] bytes = GC.AllocateArray<byte>(Size, pinned: true);
    private readonly Lock gate = new();
    private bool cleared;

    public PinnedKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
            throw new ArgumentException("A key has 32 bytes.", nameof(key));
        key.CopyTo(bytes);
    }

    public static PinnedKey Random()
    {
        var key = new PinnedKey(stackalloc byte[Size]);
        RandomNumberGenerator.Fill(key.bytes);
        return key;
    }

    public bool Cleared => Volatile.Read(ref cleared);

    /// <summary>Copies the key out; the caller clears its copy.</summary>
    /// <exception cref="KeysExpiredException">The key was cleared.</exception>
    public void CopyTo(Span<byte> destination)
    {
        // Clearing waits, so that nobody ever seals with half a key or with zeros.
        lock (gate)
        {
            if (cleared)
                throw new KeysExpiredException();
            bytes.CopyTo(destination);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            cleared = true;
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
