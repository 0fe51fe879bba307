using System.Xml;

namespace HealthRecord.Importers.Xml;

/// <summary>Small XML of apps, read with the platform's reader: no document type, nothing fetched, bounded whatever it holds.</summary>
internal static class PlainXml
{
    public const int Deepest = 64;

    /// <exception cref="ImportRefusedException">Thrown while reading: deeper, longer or richer in names than anything that an app writes.</exception>
    public static XmlReader Open(Stream text) =>
        XmlReader.Create(
            new TamedXmlStream(text),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Ignore,
                XmlResolver = null,
                CheckCharacters = false,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                NameTable = new BoundedNames(),
            }
        );

    /// <summary>The text of the element that the reader is on, cut at <paramref name="longest"/>. The reader is on its end then.</summary>
    public static string TextOf(XmlReader reader, int longest = 200)
    {
        if (reader.IsEmptyElement)
            return "";
        var depth = reader.Depth;
        var text = new System.Text.StringBuilder();
        var buffer = new char[256];
        while (
            reader.Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
        )
        {
            if (reader.Depth > Deepest)
                throw new ImportRefusedException(Refusals.TooDeep);
            if (
                reader.NodeType
                is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            )
                continue;
            while (reader.ReadValueChunk(buffer, 0, buffer.Length) is var count and > 0)
                text.Append(buffer, 0, Math.Min(count, longest - text.Length));
        }
        return text.ToString().Trim();
    }

    /// <summary>Names are kept as long as the file is read; apps have some dozens.</summary>
    private sealed class BoundedNames : NameTable
    {
        private const int Most = 5000;
        private int count;

        public override string Add(char[] key, int start, int len)
        {
            if (Get(key, start, len) is { } known)
                return known;
            return ++count > Most
                ? throw new ImportRefusedException(Refusals.TagTooLong)
                : base.Add(key, start, len);
        }
    }
}
