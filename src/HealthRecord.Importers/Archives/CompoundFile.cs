using System.Buffers.Binary;
using System.Text;

namespace HealthRecord.Importers.Archives;

/// <summary>The container of office files before they were archives ([MS-CFB]), looked into as far as the names of what lies in it.</summary>
internal static class CompoundFile
{
    private const int EntryLength = 128;
    private const int LengthAt = 64;
    private const int TypeAt = 66;
    private const int Storage = 1;
    private const int Content = 2;

    /// <summary>Whether something of one of these names lies in it. Its own tables are not followed: they may lie.</summary>
    public static bool Has(Stream file, params ReadOnlySpan<string> names)
    {
        var entries = new byte[EntryLength * 512];
        file.Position = 0;
        while (
            file.ReadAtLeast(entries, entries.Length, throwOnEndOfStream: false)
                is var count
                    and > 0
        )
        {
            for (var at = 0; at + EntryLength <= count; at += EntryLength)
                foreach (var name in names)
                    if (IsNamed(entries.AsSpan(at, EntryLength), name))
                        return true;
        }
        return false;
    }

    private static bool IsNamed(ReadOnlySpan<byte> entry, string name) =>
        entry[TypeAt] is Storage or Content
        && BinaryPrimitives.ReadUInt16LittleEndian(entry[LengthAt..]) == (name.Length + 1) * 2
        && entry.StartsWith(Encoding.Unicode.GetBytes(name));
}
