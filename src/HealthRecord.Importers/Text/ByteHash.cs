using System.Runtime.InteropServices;

namespace HealthRecord.Importers.Text;

/// <summary>A quick 64-bit hash for tables within one import. Its values are never kept.</summary>
internal static class ByteHash
{
    private const ulong Prime = 0x9E3779B97F4A7C15;

    public static ulong Of(ReadOnlySpan<byte> text, ulong seed = 0)
    {
        var hash = seed ^ ((ulong)text.Length * Prime);
        while (text.Length >= 8)
        {
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(text));
            text = text[8..];
        }
        ulong rest = 0;
        for (var i = 0; i < text.Length; i++)
            rest |= (ulong)text[i] << (8 * i);
        return Mix(hash ^ rest);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 32)) * Prime;
        return z ^ (z >> 29);
    }
}
