using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HealthRecord.Domain.Days;

/// <summary>64 bits that differ when what was added differs.</summary>
internal sealed class Digest
{
    private readonly List<byte> bytes = [];

    public Digest Add(int number)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(four, number);
        bytes.AddRange(four);
        return this;
    }

    /// <summary>With its length, so that two texts are not one.</summary>
    public Digest Add(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        Add(utf8.Length);
        bytes.AddRange(utf8);
        return this;
    }

    public ulong Value => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(bytes.ToArray()));
}
