using System.Buffers.Binary;
using System.Security.Cryptography;

namespace HealthRecord.Features.Platform.Data;

/// <summary>The one source of row ids: 80 random bits and 48 bits of time.</summary>
/// <remarks>
/// SQL Server compares the last six bytes of a <c>uniqueidentifier</c> first, so the time stands there: inserts go to the
/// end of the index. The random part keeps an id unguessable.
/// </remarks>
public static class Ids
{
    public static Guid New() => New(TimeProvider.System);

    public static Guid New(TimeProvider clock)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> time = stackalloc byte[8];
        RandomNumberGenerator.Fill(bytes[..10]);
        BinaryPrimitives.WriteInt64BigEndian(time, clock.GetUtcNow().ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes[10..]);
        return new Guid(bytes);
    }
}
