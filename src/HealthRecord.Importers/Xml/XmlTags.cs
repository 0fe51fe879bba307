using System.Runtime.CompilerServices;

namespace HealthRecord.Importers.Xml;

/// <summary>Hands out the tags of an XML text one by one, as bytes in place: nothing is allocated, nothing is decoded.</summary>
/// <remarks>
/// <para>Written for exports that are large, mostly attributes, and now and then not well formed. Text between tags, comments,
/// CDATA and instructions are passed over. Everything before the root element is: a document type that is broken inside
/// does no harm, and no entity of it is ever resolved. A tag that makes no sense is counted and passed over.</para>
/// <para>The methods of the inner loop are compiled fully at once: the first import of a process is one long loop, and
/// half of it would pass before the runtime notices that they are worth it.</para>
/// <para>Names and values are valid until the next <see cref="Read"/>.</para>
/// </remarks>
internal sealed class XmlTags(XmlWindow window, byte[] root)
{
    /// <summary>Real tags stay under 10 KB.</summary>
    private const int LongestTag = 256 * 1024;

    private readonly XmlTag tag = new();
    private int start;
    private int next;
    private bool inside;

    /// <summary>How many attributes the tag has.</summary>
    public int Count => tag.Count;

    public bool IsEnd { get; private set; }

    /// <summary>A start tag that is its own end.</summary>
    public bool IsEmpty => tag.IsEmpty;

    /// <summary>The text stopped in the middle of a tag.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Tags that were passed over because they make no sense.</summary>
    public long Damaged { get; private set; }

    /// <summary>Attributes that were passed over because their name has a blank in it, as in exports of 2015.</summary>
    public long OddNames => tag.OddNames;

    /// <summary>The document type declares entities.</summary>
    public bool DeclaresEntities { get; private set; }

    public ReadOnlySpan<byte> Name => tag.Name.Of(window.Bytes);

    public long Line => window.LineAt(start);

    public ReadOnlySpan<byte> NameOf(int attribute) => tag.NameOf(attribute).Of(window.Bytes);

    public ReadOnlySpan<byte> ValueOf(int attribute) => tag.ValueOf(attribute).Of(window.Bytes);

    /// <summary>Goes to the next start or end tag.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="ImportRefusedException">A tag is longer than any real one.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        while (true)
        {
            var open = window.Bytes[next..].IndexOf((byte)'<');
            if (open < 0)
            {
                if (!Refill(window.Bytes.Length))
                    return false;
                continue;
            }
            start = next + open;
            switch (Scan(window.Bytes))
            {
                case XmlScan.Tag:
                    return true;
                case XmlScan.Other:
                    break;
                case XmlScan.Nonsense:
                    Damaged++;
                    next = start + 1;
                    break;
                default:
                    if (window.Bytes.Length - start >= LongestTag)
                        throw new ImportRefusedException(Refusals.TagTooLong);
                    if (!Refill(start))
                    {
                        IsCut = true;
                        return false;
                    }
                    break;
            }
        }
    }

    private bool Refill(int keepFrom)
    {
        var more = window.Fill(keepFrom);
        start = 0;
        next = 0;
        return more;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private XmlScan Scan(ReadOnlySpan<byte> text)
    {
        var at = start + 1;
        if (!inside)
            return ScanProlog(text, at);
        if (at >= text.Length)
            return XmlScan.Unfinished;
        return text[at] switch
        {
            (byte)'/' => ScanEnd(text, at + 1),
            (byte)'!' => ScanDeclaration(text, at + 1),
            (byte)'?' => SkipTo(text, at, "?>"u8),
            _ => ScanStart(text, at),
        };
    }

    /// <summary>Only the root element ends what stands before it.</summary>
    private XmlScan ScanProlog(ReadOnlySpan<byte> text, int at)
    {
        const int entity = 7;
        if (text.Length - at <= Math.Max(root.Length, entity))
            return XmlScan.Unfinished;
        if (text[at..].StartsWith(root) && XmlTag.EndsName(text[at + root.Length]))
        {
            var scanned = ScanStart(text, at);
            inside = scanned == XmlScan.Tag;
            return scanned;
        }
        DeclaresEntities |= text[at..].StartsWith("!ENTITY"u8);
        next = at;
        return XmlScan.Other;
    }

    private XmlScan ScanDeclaration(ReadOnlySpan<byte> text, int at)
    {
        const int longest = 7;
        if (text.Length - at < longest)
            return XmlScan.Unfinished;
        var rest = text[at..];
        return rest.StartsWith("--"u8) ? SkipTo(text, at + 2, "-->"u8)
            : rest.StartsWith("[CDATA["u8) ? SkipTo(text, at + longest, "]]>"u8)
            : SkipTo(text, at, ">"u8);
    }

    /// <summary>Passes over something of any length: only as much stays in the window as the terminator needs.</summary>
    private XmlScan SkipTo(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> terminator)
    {
        while (true)
        {
            var found = text[at..].IndexOf(terminator);
            if (found >= 0)
            {
                next = at + found + terminator.Length;
                return XmlScan.Other;
            }
            var keep = Math.Max(at, text.Length - terminator.Length + 1);
            if (!Refill(keep))
            {
                IsCut = true;
                next = window.Bytes.Length;
                return XmlScan.Other;
            }
            text = window.Bytes;
            at = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private XmlScan ScanEnd(ReadOnlySpan<byte> text, int at)
    {
        var close = text[at..].IndexOfAny((byte)'>', (byte)'<');
        if (close < 0)
            return XmlScan.Unfinished;
        if (text[at + close] == '<')
            return XmlScan.Nonsense;
        var length = close;
        while (length > 0 && XmlTag.IsBlank(text[at + length - 1]))
            length--;
        tag.Close(new(at, length));
        IsEnd = true;
        next = at + close + 1;
        return XmlScan.Tag;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private XmlScan ScanStart(ReadOnlySpan<byte> text, int at)
    {
        var scanned = tag.Scan(text, at);
        if (scanned != XmlScan.Tag)
            return scanned;
        IsEnd = false;
        next = tag.End;
        return scanned;
    }
}
