using System.Text;

namespace HealthRecord.Importers.Detection;

internal enum Signature
{
    /// <summary>Bytes that nothing here knows.</summary>
    Unknown,
    Empty,
    Zip,

    /// <summary>One file, compressed alone.</summary>
    Gzip,
    Xml,
    Json,

    /// <summary>Garmin's binary activities and monitoring.</summary>
    Fit,
    Sqlite,

    /// <summary>The container of office files before they were archives: an XLS, or a workbook that is locked.</summary>
    Compound,

    /// <summary>Words: a table, mostly.</summary>
    Text,
}

/// <summary>What the first bytes of a file say about it.</summary>
/// <param name="Root">Name of the root element of XML, or of the document type where the root lies further on; empty when neither is near.</param>
/// <param name="Start">The first characters of a text, XML or JSON file, without a byte order mark; empty of others.</param>
internal sealed record FileHead(Signature Signature, string Root, string Start, Encoding? Encoding)
{
    /// <summary>How many bytes of a member are looked into.</summary>
    public const int Looked = 16 * 1024;
    private const int LookedInUpload = 64 * 1024;
    private const int Kept = 1000;

    public static FileHead Of(Stream file)
    {
        if (file.Length == 0)
            return new(Signature.Empty, "", "", null);
        file.Position = 0;
        var head = new byte[(int)Math.Min(LookedInUpload, file.Length)];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var seen = Of(head.AsSpan(0, count));
        // Something may stand in front of an archive; its directory stands at the end.
        return
            seen.Signature is Signature.Unknown or Signature.Text
            && Archives.ZipDirectory.IsAtEndOf(file)
            ? seen with
            {
                Signature = Signature.Zip,
            }
            : seen;
    }

    public static FileHead Of(ReadOnlySpan<byte> head)
    {
        if (head.IsEmpty)
            return new(Signature.Empty, "", "", null);
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return new(Signature.Zip, "", "", null);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]))
            return new(Signature.Gzip, "", "", null);
        if (head.StartsWith("SQLite format 3\0"u8))
            return new(Signature.Sqlite, "", "", null);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return new(Signature.Compound, "", "", null);
        if (head.Length >= 12 && head[8..12].SequenceEqual(".FIT"u8))
            return new(Signature.Fit, "", "", null);
        var encoding = EncodingOf(head);
        var text = encoding is null ? head : Encoding.UTF8.GetBytes(encoding.GetString(head));
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        var start = Encoding.UTF8.GetString(text[..Math.Min(text.Length, Kept)]);
        if (text.StartsWith("<"u8))
            return new(Signature.Xml, RootOf(text), start, encoding);
        if (text.StartsWith("{"u8) || text.StartsWith("["u8))
            return new(Signature.Json, "", start, encoding);
        return text.IndexOfAnyInRange((byte)0, (byte)8) < 0
            ? new(Signature.Text, "", start, encoding)
            : new(Signature.Unknown, "", "", null);
    }

    /// <summary>FHIR in XML: an answer of a hospital that is read in its other form only.</summary>
    public bool IsFhirXml =>
        Signature == Signature.Xml
        && Start.Contains("\"http://hl7.org/fhir\"", StringComparison.Ordinal);

    /// <summary>The same file as UTF-8. What comes back owns the file.</summary>
    public Stream Decoded(Stream file) =>
        Encoding is null
            ? file
            : System.Text.Encoding.CreateTranscodingStream(
                file,
                Encoding,
                System.Text.Encoding.UTF8
            );

    /// <summary>Null for UTF-8 and everything that is read like it.</summary>
    private static Encoding? EncodingOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || head.StartsWith((ReadOnlySpan<byte>)[(byte)'<', 0])
            ? System.Text.Encoding.Unicode
        : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || head.StartsWith((ReadOnlySpan<byte>)[0, (byte)'<'])
            ? System.Text.Encoding.BigEndianUnicode
        // Words without a mark: every second byte of Latin letters is nothing.
        : head is [not 0, 0, not 0, 0, ..] ? System.Text.Encoding.Unicode
        : head is [0, not 0, 0, not 0, ..] ? System.Text.Encoding.BigEndianUnicode
        : null;

    /// <summary>A document type is believed without looking into it: real ones are broken inside.</summary>
    private static string RootOf(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var open = text.IndexOf((byte)'<');
            if (open < 0)
                return "";
            text = text[(open + 1)..];
            if (text.StartsWith("!DOCTYPE"u8))
                return NameAt(text[8..].TrimStart(" \t\r\n"u8));
            var end =
                text.StartsWith("!--"u8) ? text.IndexOf("-->"u8)
                : text.StartsWith("?"u8) ? text.IndexOf("?>"u8)
                : -2;
            if (end == -2)
                return NameAt(text);
            if (end < 0)
                return "";
            text = text[end..];
        }
    }

    private static string NameAt(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny(" \t\r\n/>["u8);
        var name = end < 0 ? text : text[..end];
        return System.Text.Encoding.UTF8.GetString(name[..Math.Min(name.Length, 100)]);
    }
}
