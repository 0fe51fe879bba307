namespace HealthRecord.Importers.Xml;

/// <summary>Hands out the tags of an XML text one by one, as bytes in place: nothing is allocated, nothing is decoded.</summary>
/// <remarks>
/// <para>Written for exports that are large, mostly attributes, and now and then not well formed. Text between tags, comments,
/// CDATA and instructions are passed over. Everything before the root element is: a document type that is broken inside
/// does no harm, and no entity of it is ever resolved. A tag that makes no sense is counted and passed over.</para>
/// <para>Names and values are valid until the next <see cref="Read"/>.</para>
/// </remarks>
internal sealed class XmlTags(XmlWindow window, byte[] root)
{
    /// <summary>Real tags stay under 10 KB.</summary>
    private const int LongestTag = 256 * 1024;
    private const int MostAttributes = 64;

    private readonly Slice[] names = new Slice[MostAttributes];
    private readonly Slice[] values = new Slice[MostAttributes];
    private Slice name;
    private int start;
    private int next;
    private bool inside;

    /// <summary>How many attributes the tag has.</summary>
    public int Count { get; private set; }

    public bool IsEnd { get; private set; }

    /// <summary>A start tag that is its own end.</summary>
    public bool IsEmpty { get; private set; }

    /// <summary>The text stopped in the middle of a tag.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Tags that were passed over because they make no sense.</summary>
    public long Damaged { get; private set; }

    /// <summary>Attributes that were passed over because their name has a blank in it, as in exports of 2015.</summary>
    public long OddNames { get; private set; }

    /// <summary>The document type declares entities.</summary>
    public bool DeclaresEntities { get; private set; }

    public ReadOnlySpan<byte> Name => window.Bytes.Slice(name.Start, name.Length);

    public long Line => window.LineAt(start);

    public ReadOnlySpan<byte> NameOf(int attribute) =>
        window.Bytes.Slice(names[attribute].Start, names[attribute].Length);

    public ReadOnlySpan<byte> ValueOf(int attribute) =>
        window.Bytes.Slice(values[attribute].Start, values[attribute].Length);

    /// <summary>Goes to the next start or end tag.</summary>
    /// <returns>False at the end of the text.</returns>
    /// <exception cref="ImportRefusedException">A tag is longer than any real one.</exception>
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
                case Scanned.Tag:
                    return true;
                case Scanned.Other:
                    break;
                case Scanned.Nonsense:
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

    private Scanned Scan(ReadOnlySpan<byte> text)
    {
        var at = start + 1;
        if (!inside)
            return ScanProlog(text, at);
        if (at >= text.Length)
            return Scanned.Unfinished;
        return text[at] switch
        {
            (byte)'/' => ScanEnd(text, at + 1),
            (byte)'!' => ScanDeclaration(text, at + 1),
            (byte)'?' => SkipTo(text, at, "?>"u8),
            _ => ScanStart(text, at),
        };
    }

    /// <summary>Only the root element ends what stands before it.</summary>
    private Scanned ScanProlog(ReadOnlySpan<byte> text, int at)
    {
        const int entity = 7;
        if (text.Length - at <= Math.Max(root.Length, entity))
            return Scanned.Unfinished;
        if (text[at..].StartsWith(root) && EndsName(text[at + root.Length]))
        {
            var scanned = ScanStart(text, at);
            inside = scanned == Scanned.Tag;
            return scanned;
        }
        DeclaresEntities |= text[at..].StartsWith("!ENTITY"u8);
        next = at;
        return Scanned.Other;
    }

    private Scanned ScanDeclaration(ReadOnlySpan<byte> text, int at)
    {
        const int longest = 7;
        if (text.Length - at < longest)
            return Scanned.Unfinished;
        var rest = text[at..];
        return rest.StartsWith("--"u8) ? SkipTo(text, at + 2, "-->"u8)
            : rest.StartsWith("[CDATA["u8) ? SkipTo(text, at + longest, "]]>"u8)
            : SkipTo(text, at, ">"u8);
    }

    /// <summary>Passes over something of any length: only as much stays in the window as the terminator needs.</summary>
    private Scanned SkipTo(ReadOnlySpan<byte> text, int at, ReadOnlySpan<byte> terminator)
    {
        while (true)
        {
            var found = text[at..].IndexOf(terminator);
            if (found >= 0)
            {
                next = at + found + terminator.Length;
                return Scanned.Other;
            }
            var keep = Math.Max(at, text.Length - terminator.Length + 1);
            if (!Refill(keep))
            {
                IsCut = true;
                next = window.Bytes.Length;
                return Scanned.Other;
            }
            text = window.Bytes;
            at = 0;
        }
    }

    private Scanned ScanEnd(ReadOnlySpan<byte> text, int at)
    {
        var close = text[at..].IndexOfAny((byte)'>', (byte)'<');
        if (close < 0)
            return Scanned.Unfinished;
        if (text[at + close] == '<')
            return Scanned.Nonsense;
        var length = close;
        while (length > 0 && IsBlank(text[at + length - 1]))
            length--;
        name = new(at, length);
        Count = 0;
        IsEnd = true;
        IsEmpty = false;
        next = at + close + 1;
        return Scanned.Tag;
    }

    private Scanned ScanStart(ReadOnlySpan<byte> text, int at)
    {
        var i = at;
        while (i < text.Length && !EndsName(text[i]))
            i++;
        if (i == at)
            return i < text.Length ? Scanned.Nonsense : Scanned.Unfinished;
        name = new(at, i - at);
        var count = 0;
        var odd = 0;
        while (true)
        {
            while (i < text.Length && IsBlank(text[i]))
                i++;
            if (i + 1 >= text.Length && (i >= text.Length || text[i] == '/'))
                return Scanned.Unfinished;
            if (text[i] == '>' || text[i] == '/')
            {
                IsEmpty = text[i] == '/';
                if (IsEmpty && text[++i] != '>')
                    return Scanned.Nonsense;
                next = i + 1;
                Count = count;
                IsEnd = false;
                OddNames += odd;
                return Scanned.Tag;
            }

            var nameStart = i;
            var hasBlank = false;
            while (i < text.Length && text[i] != '=')
            {
                if (text[i] is (byte)'<' or (byte)'>' or (byte)'"' or (byte)'\'')
                    return Scanned.Nonsense;
                hasBlank |= IsBlank(text[i]);
                i++;
            }
            var nameEnd = i++;
            while (i < text.Length && IsBlank(text[i]))
                i++;
            if (i >= text.Length)
                return Scanned.Unfinished;
            var quote = text[i];
            if (quote is not ((byte)'"' or (byte)'\''))
                return Scanned.Nonsense;
            i++;
            var length = text[i..].IndexOf(quote);
            if (length < 0 || i + length + 1 >= text.Length)
                return Scanned.Unfinished;
            var valueStart = i;
            i += length + 1;
            if (!EndsName(text[i]))
                return Scanned.Nonsense;
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

    private static bool IsBlank(byte b) => b <= 0x20;

    private static bool EndsName(byte b) => b <= 0x20 || b == '>' || b == '/';

    private enum Scanned
    {
        Tag,

        /// <summary>Passed over.</summary>
        Other,
        Nonsense,

        /// <summary>More has to be read to tell.</summary>
        Unfinished,
    }

    private readonly record struct Slice(int Start, int Length);
}
