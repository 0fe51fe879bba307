namespace HealthRecord.Features.Imports;

/// <summary>Whole numbers as they are packed: small ones, of either sign, in one byte.</summary>
internal static class RunBytes
{
    public static void Write(Stream to, long number)
    {
        var rest = (ulong)((number << 1) ^ (number >> 63));
        while (rest >= 0x80)
        {
            to.WriteByte((byte)(rest | 0x80));
            rest >>= 7;
        }
        to.WriteByte((byte)rest);
    }

    /// <exception cref="InvalidDataException">It ends within a number.</exception>
    public static long Read(Stream from)
    {
        ulong read = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = from.ReadByte();
            if (next < 0)
                break;
            read |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(read >> 1) ^ -(long)(read & 1);
        }
        throw new InvalidDataException("No number.");
    }
}
