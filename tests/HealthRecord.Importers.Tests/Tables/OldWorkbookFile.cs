using System.Buffers.Binary;
using System.Text;

namespace HealthRecord.Importers.Tests.Tables;

/// <summary>Builds workbooks as they were before they were archives: records of BIFF8 in a compound file ([MS-XLS], [MS-CFB]).</summary>
internal static class OldWorkbookFile
{
    private const int Sector = 512;
    private const int Smallest = 4096;
    private const ushort Plain = 0;
    private const ushort Moment = 1;

    public static readonly byte[] Locked = Compound(
        "Workbook",
        [
            .. Record(0x0809, 0x0600, 0x0005, 0, 0, 0, 0, 0, 0),
            // Filepass: obfuscated, with a check that no usual password meets.
            .. Record(0x002F, 0, 0x1234, 0x5678),
            .. Record(0x000A),
        ]
    );

    /// <summary>An XLSX that its owner gave a password.</summary>
    public static readonly byte[] LockedXlsx = Compound("EncryptedPackage", new byte[64]);

    public static readonly byte[] Letter = Compound("WordDocument", new byte[64]);

    /// <param name="rows">Numbers are numbers, days are days, everything else is words.</param>
    public static byte[] Of(params object[][] rows) => Of(false, rows);

    public static byte[] Of(bool since1904, params object[][] rows)
    {
        var sheet = new List<byte>();
        sheet.AddRange(Record(0x0809, 0x0600, 0x0010, 0, 0, 0, 0, 0, 0));
        for (var r = 0; r < rows.Length; r++)
        for (var c = 0; c < rows[r].Length; c++)
            sheet.AddRange(Cell((ushort)r, (ushort)c, rows[r][c], since1904));
        sheet.AddRange(Record(0x000A));

        byte[] Globals(int sheetAt) =>
            [
                .. Record(0x0809, 0x0600, 0x0005, 0, 0, 0, 0, 0, 0),
                .. Record(0x0022, (ushort)(since1904 ? 1 : 0)),
                .. Style(0),
                .. Style(22),
                .. Raw(0x0085, [.. Bytes(sheetAt), 0, 0, 6, 0, .. "Feuil1"u8]),
                .. Record(0x000A),
            ];
        return Compound("Workbook", [.. Globals(Globals(0).Length), .. sheet]);
    }

    private static byte[] Style(ushort format) => Record(0x00E0, 0, format, 0, 0, 0, 0, 0, 0, 0, 0);

    private static byte[] Cell(ushort row, ushort column, object value, bool since1904)
    {
        byte[] At(ushort style) => [.. Bytes(row), .. Bytes(column), .. Bytes(style)];
        if (value is not (double or int or DateTime))
        {
            var words = $"{value}";
            return Raw(
                0x0204,
                [
                    .. At(Plain),
                    .. Bytes((ushort)words.Length),
                    1,
                    .. Encoding.Unicode.GetBytes(words),
                ]
            );
        }
        var (number, style) = value is DateTime day
            ? (day.ToOADate() - (since1904 ? 1462 : 0), Moment)
            : (Convert.ToDouble(value, null), Plain);
        return Raw(0x0203, [.. At(style), .. BitConverter.GetBytes(number)]);
    }

    private static byte[] Record(ushort id, params ushort[] words) =>
        Raw(id, [.. words.SelectMany(w => Bytes(w))]);

    private static byte[] Raw(ushort id, byte[] content) =>
        [.. Bytes(id), .. Bytes((ushort)content.Length), .. content];

    private static byte[] Bytes(ushort value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Bytes(int value) => BitConverter.GetBytes(value);

    /// <summary>One stream in a compound file: header, table of sectors, directory, content.</summary>
    private static byte[] Compound(string name, byte[] content)
    {
        const int end = -2,
            table = -3,
            free = -1;
        var sectors = (Math.Max(content.Length, Smallest) + Sector - 1) / Sector;
        var tables = (sectors + 2 + (Sector / 4) - 1) / (Sector / 4);
        var file = new byte[Sector * (1 + tables + 1 + sectors)];
        byte[] magic = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        magic.CopyTo(file, 0);
        void Short(int at, int value) =>
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(at), (short)value);
        void Number(int at, int value) =>
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
        Short(24, 0x3E);
        Short(26, 3);
        Short(28, -2);
        Short(30, 9);
        Short(32, 6);
        Number(44, tables);
        Number(48, tables);
        Number(56, Smallest);
        Number(60, end);
        Number(68, end);
        for (var i = 0; i < 109; i++)
            Number(76 + (i * 4), i < tables ? i : free);
        for (var i = 0; i < tables * (Sector / 4); i++)
            Number(
                Sector + (i * 4),
                i < tables ? table
                    : i == tables || i == tables + sectors ? end
                    : i < tables + sectors ? i + 1
                    : free
            );
        var directory = Sector * (1 + tables);
        Entry(directory, "Root Entry", 5, child: 1, start: end, size: 0);
        Entry(directory + 128, name, 2, child: free, start: tables + 1, size: sectors * Sector);
        Entry(directory + 256, "", 0, free, 0, 0);
        Entry(directory + 384, "", 0, free, 0, 0);
        content.CopyTo(file, directory + Sector);
        return file;

        void Entry(int at, string called, byte type, int child, int start, int size)
        {
            Encoding.Unicode.GetBytes(called).CopyTo(file, at);
            Short(at + 64, called.Length == 0 ? 0 : (called.Length + 1) * 2);
            file[at + 66] = type;
            file[at + 67] = 1;
            Number(at + 68, free);
            Number(at + 72, free);
            Number(at + 76, child);
            Number(at + 116, start);
            Number(at + 120, size);
        }
    }
}
