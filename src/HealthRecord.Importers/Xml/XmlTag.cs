using System.Runtime.CompilerServices;

namespace HealthRecord.Importers.Xml;

/// <summary>The tag that was read last: where its name, its attributes and their values lie in the text.</summary>
internal sealed class XmlTag
{
    private const int MostAttributes = 64;

    private readonly XmlSlice[] names = new XmlSlice[MostAttributes];
    private readonly XmlSlice[] values = new XmlSlice[MostAttributes];

    public XmlSlice Name { get; private set; }
    public int Count { get; private set; }
    public bool IsEmpty { get; private set; }

    /// <summary>Behind a start tag.</summary>
    public int End { get; private set; }

    /// <inheritdoc cref="XmlTags.OddNames"/>
    public long OddNames { get; private set; }

    public XmlSlice NameOf(int attribute) => names[attribute];

    public XmlSlice ValueOf(int attribute) => values[attribute];

    /// <summary>It is an end tag.</summary>
    public void Close(XmlSlice name) => (Name, Count, IsEmpty) = (name, 0, false);

    /// <summary>Reads a start tag from its name on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public XmlScan Scan(ReadOnlySpan<byte> text, int at)
    {
        var i = at;
        while (i < text.Length && !EndsName(text[i]))
            i++;
        if (i == at)
            return i < text.Length ? XmlScan.Nonsense : XmlScan.Unfinished;
        var name = new XmlSlice(at, i - at);
        var count = 0;
        var odd = 0;
        while (true)
        {
            while (i < text.Length && IsBlank(text[i]))
                i++;
            if (i + 1 >= text.Length && (i >= text.Length || text[i] == '/'))
                return XmlScan.Unfinished;
            if (text[i] == '>' || text[i] == '/')
            {
                var isEmpty = text[i] == '/';
                if (isEmpty && text[++i] != '>')
                    return XmlScan.Nonsense;
                (Name, Count, IsEmpty, End) = (name, count, isEmpty, i + 1);
                OddNames += odd;
                return XmlScan.Tag;
            }

            var nameStart = i;
            var hasBlank = false;
            while (i < text.Length && text[i] != '=')
            {
                if (text[i] is (byte)'<' or (byte)'>' or (byte)'"' or (byte)'\'')
                    return XmlScan.Nonsense;
                hasBlank |= IsBlank(text[i]);
                i++;
            }
            var nameEnd = i++;
            while (i < text.Length && IsBlank(text[i]))
                i++;
            if (i >= text.Length)
                return XmlScan.Unfinished;
            var quote = text[i];
            if (quote is not ((byte)'"' or (byte)'\''))
                return XmlScan.Nonsense;
            i++;
            var length = text[i..].IndexOf(quote);
            if (length < 0 || i + length + 1 >= text.Length)
                return XmlScan.Unfinished;
            var valueStart = i;
            i += length + 1;
            if (!EndsName(text[i]))
                return XmlScan.Nonsense;
            if (hasBlank)
            {
                while (IsBlank(text[nameEnd - 1]))
                    nameEnd--;
                if (text[nameStart..nameEnd].IndexOfAny(" \t\r\n"u8) >= 0)
                {
                    odd++;
                    continue;
                }
            }
            if (count == MostAttributes)
                continue;
            names[count] = new(nameStart, nameEnd - nameStart);
            values[count++] = new(valueStart, length);
        }
    }

    public static bool IsBlank(byte b) => b <= 0x20;

    public static bool EndsName(byte b) => b <= 0x20 || b == '>' || b == '/';
}

internal enum XmlScan
{
    Tag,

    /// <summary>Passed over.</summary>
    Other,
    Nonsense,

    /// <summary>More has to be read to tell.</summary>
    Unfinished,
}

internal readonly record struct XmlSlice(int Start, int Length)
{
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> text) => text.Slice(Start, Length);
}
