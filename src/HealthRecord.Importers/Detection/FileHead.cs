using System.Text;

namespace HealthRecord.Importers.Detection;

internal enum Signature
{
    Unknown,
    Empty,
    Zip,
    Xml,
}

/// <summary>What the first bytes of a file say about it.</summary>
/// <param name="Root">Name of the root element, or of the document type where the root lies further on; empty when neither is near.</param>
internal sealed record FileHead(Signature Signature, string Root, Encoding? Encoding)
{
    private const int Looked = 64 * 1024;

    public static FileHead Of(Stream file)
    {
        if (file.Length == 0)
            return new(Signature.Empty, "", null);
        file.Position = 0;
        var head = new byte[(int)Math.Min(Looked, file.Length)];
        var count = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var seen = Of(head.AsSpan(0, count));
        // Something may stand in front of an archive; its directory stands at the end.
        return seen.Signature == Signature.Unknown && Archives.ZipDirectory.IsAtEndOf(file)
            ? seen with
            {
                Signature = Signature.Zip,
            }
            : seen;
    }

    public static FileHead Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return new(Signature.Zip, "", null);
        var encoding = EncodingOf(head);
        var text = encoding is null ? head : Encoding.UTF8.GetBytes(encoding.GetString(head));
        if (text.StartsWith("\uFEFF"u8))
            text = text[3..];
        text = text.TrimStart(" \t\r\n"u8);
        return text.StartsWith("<"u8)
            ? new(Signature.Xml, RootOf(text), encoding)
            : new(Signature.Unknown, "", null);
    }

    /// <summary>The same file as UTF-8. What comes back does not own the file.</summary>
    public Stream Decoded(Stream file) =>
        Encoding is null
            ? file
            : System.Text.Encoding.CreateTranscodingStream(
                file,
                Encoding,
                System.Text.Encoding.UTF8,
                leaveOpen: true
            );

    /// <summary>Null for UTF-8 and everything that is read like it.</summary>
    private static Encoding? EncodingOf(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])
        || head.StartsWith((ReadOnlySpan<byte>)[(byte)'<', 0])
            ? System.Text.Encoding.Unicode
        : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
        || head.StartsWith((ReadOnlySpan<byte>)[0, (byte)'<'])
            ? System.Text.Encoding.BigEndianUnicode
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
