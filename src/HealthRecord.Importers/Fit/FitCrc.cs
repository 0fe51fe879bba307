namespace HealthRecord.Importers.Fit;

/// <summary>The check sum of FIT files: CRC-16 with the polynomial 0xA001 (ARC), from zero.</summary>
internal static class FitCrc
{
    private static readonly ushort[] Table = Make();

    public static ushort Of(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0;
        foreach (var b in bytes)
            crc = (ushort)((crc >> 8) ^ Table[(crc ^ b) & 0xFF]);
        return crc;
    }

    private static ushort[] Make()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var crc = (ushort)i;
            for (var bit = 0; bit < 8; bit++)
                crc = (ushort)((crc & 1) != 0 ? (crc >> 1) ^ 0xA001 : crc >> 1);
            table[i] = crc;
        }
        return table;
    }
}
